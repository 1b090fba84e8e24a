"""The first step: the words of a mailing, block by block."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.numbers import typed_number
from alumni_office.ui.rich_field import media_of, with_editor
from publications.emails.blocks import KINDS, shown
from publications.forms.composing import BLOCK_FORMS, CopyForm, NewMailingForm, WordsForm
from publications.models import COMPOSED, MailingVersion
from publications.services import composing

from .chrome import page
from .composing_steps import NAME, steps, too_late, version_or_404
from .guards import mailing_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_EDIT)
def add(request, site):
    form = NewMailingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = dict(form.cleaned_data)
        days = said.pop("days")
        mailing = composing.make_mailing(by=request.user, **said)
        version = mailing.versions.get(language=said["language"])
        if days and not version.blocks and (found := composing.blocks_of_site(days=days)):
            composing.add_block(version=version, blocks=found, by=request.user)
        return redirect(f"{NAME}_words", mailing.pk, version.language)
    return page(request, site, "mailing_add", _("New mailing"), form=form)


@csp_update({"frame-src": [SELF]})
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_EDIT)
def words(request, pk, language, site):
    mailing = mailing_or_404(request, pk)
    if language not in MailingVersion.Language.values:
        raise Http404
    version = mailing.versions.filter(language=language).first()
    initial = {"subject": version.subject, "preheader": version.preheader} if version else {}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            composing.save_words(mailing=mailing, language=language, by=request.user, **form.cleaned_data)
        except composing.NotNow:
            return too_late(request, mailing)
        messages.success(request, _("Saved."))
        return redirect(f"{NAME}_words", pk, language)
    return page(
        request, site, "mailing_words", mailing.title, form=form, mailing=mailing, version=version, language=language,
        languages=MailingVersion.Language.choices, steps=steps(mailing, "words"), kinds=_kinds(),
        blocks=_blocks(version), is_open=mailing.state in COMPOSED,
    )  # fmt: skip


@require_POST
@requires(Permission.MAILING_EDIT)
def copy(request, pk, site):
    mailing = mailing_or_404(request, pk)
    form = CopyForm(request.POST)
    if not form.is_valid():
        raise Http404
    title = _("Copy of %(title)s") % {"title": mailing.title}
    made = composing.copy_mailing(mailing=mailing, title=title[:120], by=request.user, **form.cleaned_data)
    messages.success(request, _("This is the copy: a draft of its own."))
    return redirect(steps(made, "words")[0]["url"])


def _kinds() -> list[tuple[str, str]]:
    return [(name, str(kind.label)) for name, kind in KINDS.items()]


def _blocks(version: MailingVersion | None) -> list[dict]:
    if version is None:
        return []
    known = [block for block in version.blocks if block.get("kind") in KINDS]
    return [
        {"key": block["key"], "label": KINDS[block["kind"]].label, "shown": each}
        for block, each in zip(known, shown(known, version.language), strict=True)
    ]


@with_editor
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAILING_EDIT)
def block(request, pk, language, site, key=""):
    version = version_or_404(request, pk, language)
    found = next((each for each in version.blocks if each.get("key") == key), {}) if key else {}
    kind = found.get("kind") or request.GET.get("kind", "")
    if kind not in BLOCK_FORMS or (key and not found):
        raise Http404
    is_sent = request.method == "POST"
    form = BLOCK_FORMS[kind](
        request.POST if is_sent else None, request.FILES if is_sent else None, mailing=version.mailing, initial=found
    )
    if form.is_valid():
        try:
            _save_block(version, key, form, request.user)
        except composing.NotNow:
            return too_late(request, version.mailing)
        except composing.NoSuchBlock:
            form.add_error(None, _("Somebody took this block out meanwhile, or the letter is full."))
        else:
            return redirect(f"{NAME}_words", pk, language)
    return page(
        request, site, "mailing_block", KINDS[kind].label, form=form, mailing=version.mailing, version=version,
        media=media_of(form, request),
    )  # fmt: skip


def _save_block(version: MailingVersion, key: str, form, by) -> None:
    values = form.values
    if upload := form.cleaned_data.get("file"):
        values["id"] = composing.add_picture(mailing=version.mailing, upload=upload, by=by).pk
    if key:
        composing.change_block(version=version, key=key, values=values, by=by)
    else:
        form_key = form.cleaned_data["form_key"]
        blocks = [{"kind": form.kind, **values}]
        composing.add_block(version=version, blocks=blocks, by=by, key=form_key.hex if form_key else "")


@require_POST
@requires(Permission.MAILING_EDIT)
def block_act(request, pk, language, key, act, site):
    version = version_or_404(request, pk, language)
    places = {"up": -1, "down": 1}
    try:
        if act == "remove":
            composing.remove_block(version=version, key=key, by=request.user)
        elif act in places:
            composing.move_block(version=version, key=key, by_places=places[act], by=request.user)
        else:
            raise Http404
    except composing.NotNow:
        return too_late(request, version.mailing)
    except composing.NoSuchBlock:
        messages.warning(request, _("Somebody took this block out meanwhile."))
    return redirect(reverse(f"{NAME}_words", args=[pk, language]) + f"#{key}")


@require_POST
@requires(Permission.MAILING_EDIT)
def from_site(request, pk, language, site):
    version = version_or_404(request, pk, language)
    asked = typed_number(request.POST.get("days"), digits=4)
    days = 30 if asked is None else min(asked, 365)
    there = [(block.get("kind"), block.get("id")) for block in version.blocks]
    found = [each for each in composing.blocks_of_site(days=days) if (each["kind"], each["id"]) not in there]
    try:
        composing.add_block(version=version, blocks=found, by=request.user)
    except composing.NotNow:
        return too_late(request, version.mailing)
    except composing.NoSuchBlock:
        messages.warning(request, _("The letter is full."))
    if not found:
        messages.info(request, _("The site has nothing newer than what stands here."))
    return redirect(f"{NAME}_words", pk, language)

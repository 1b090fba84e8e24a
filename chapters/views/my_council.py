"""The council: who holds which post until when, and posts of the chapter's own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alumni_office.mail import tasks as mail
from alumni_office.saving.forms import first_values
from alumni_office.saving.pages import posted
from chapters.forms.council import EndOfficeForm, FillOfficeForm, PostForm
from chapters.forms.fields import in_words
from chapters.models import Office, Seat
from chapters.queries import terms
from chapters.services.council import posts

from .guards import TABS, Tab, officer_required, show, show_form

TABS.append(Tab(gettext_lazy("Council"), "chapters:my-council", 50))
EDIT = ["GET", "HEAD", "POST"]
BACK = "chapters:my-council"


def deliver(written):
    for message in written:
        mail.deliver.delay_on_commit(message.pk)


@require_safe
@officer_required
def my_council(request, chapter):
    found = terms.of_chapter(chapter)
    running = next((term for term in found if term.is_running), None)
    context = {
        "running": running, "to_come": [term for term in found if term.is_to_come],
        "earlier": [term for term in found if not term.is_running and not term.is_to_come],
        "posts": chapter.posts.order_by("name"), "change": chapter.council_changes.open().first(),
        "today": chapter.today(),
    }  # fmt: skip
    return show(request, chapter, "chapters/my_council.html", context)


@require_http_methods(EDIT)
@officer_required
def post_edit(request, chapter, post_pk=None):
    post = get_object_or_404(chapter.posts, pk=post_pk) if post_pk else None
    first = first_values(post, PostForm)
    form = PostForm(posted(request), initial=first)
    if form.is_valid() and _saved_post(chapter, post, form, request.user):
        messages.success(request, _("Saved."))
        return redirect(BACK, chapter.pk)
    title = post.shown_name if post else _("A post of the chapter’s own")
    return show_form(request, chapter, form, title=title, back=BACK)


def _saved_post(chapter, post, form, user) -> bool:
    try:
        if post:
            posts.change_post(post=post, by=user, **form.cleaned_data)
        else:
            posts.add_post(chapter=chapter, by=user, **form.cleaned_data)
    except posts.NameTaken:
        form.add_error("name", _("The chapter has a post of this name already."))
    except posts.NobodyLeft:
        form.add_error("manages", _("Then nobody would keep the chapter’s pages any more. Name somebody else first."))
    return not form.errors


@require_http_methods(EDIT)
@officer_required
def office_fill(request, chapter):
    term = terms.running_term(chapter)
    if term is None:
        messages.error(request, _("No term runs today: a change of council comes first."))
        return redirect(BACK, chapter.pk)
    form = FillOfficeForm(
        posted(request), chapter=chapter, electable=posts.electable(chapter, request.user.alumnus),
        initial={"from_on": chapter.today()},
    )  # fmt: skip
    if form.is_valid() and _filled(term, form, request.user):
        messages.success(request, _("Saved. A mail tells the person and the office."))
        return redirect(BACK, chapter.pk)
    return show_form(
        request, chapter, form, title=_("Name somebody within the term"), back=BACK, who_is_missing=True,
        lead=_("Somebody left, or was elected in between: the post is held from the day below until the term ends. "
               "The president changes by a change of council alone."),
    )  # fmt: skip


def _filled(term, form, user) -> bool:
    try:
        deliver(posts.fill_office(term=term, from_on=form.cleaned_data["from_on"], by=user, **form.chosen))
    except posts.NotAMember:
        form.add_error("person", _("This person has left the chapter in the meantime, or shows it nothing any more."))
    except posts.OutsideTheTerm:
        form.add_error("from_on", _("This day does not lie within the term: %(first)s to %(last)s.")
                       % {"first": in_words(term.starts_on), "last": in_words(term.ends_on)})  # fmt: skip
    except posts.PostTaken:
        form.add_error("seat", _("Somebody holds this post at that time. End it first."))
    except posts.AlreadyHeld:
        form.add_error("person", _("This person holds the post already."))
    except posts.PresidentByElection:
        form.add_error("seat", _("The president changes by a change of council alone."))
    return not form.errors


@require_http_methods(EDIT)
@officer_required
def office_end(request, chapter, office_pk):
    held = Office.objects.filter(term__chapter=chapter, until_on__gte=chapter.today()).exclude(seat=Seat.PRESIDENT)
    office = get_object_or_404(held.select_related("alumnus", "post"), pk=office_pk)
    form = EndOfficeForm(posted(request), initial={"last_day": chapter.today()})
    if form.is_valid() and _ended(office, form, request.user):
        messages.success(request, _("Saved. A mail tells the person and the office."))
        return redirect(BACK, chapter.pk)
    return show_form(
        request, chapter, form, title=_("End a post early"), back=BACK, verb=_("End the post"), danger=True,
        lead=f"{office.alumnus.name} · {office.post or office.get_seat_display()}",
    )  # fmt: skip


def _ended(office, form, user) -> bool:
    try:
        deliver(posts.end_office(office=office, last_day=form.cleaned_data["last_day"], by=user))
    except posts.OutsideTheTerm:
        words = _("Choose a day from %(first)s on and before %(last)s, on which the post ends anyway.")
        days = {"first": in_words(office.from_on), "last": in_words(office.until_on)}
        form.add_error("last_day", words % days)
    except posts.NobodyLeft:
        form.add_error("last_day", _("Then nobody would keep the chapter’s pages any more. Name somebody else first."))
    except posts.PresidentByElection:
        form.add_error(None, _("The president changes by a change of council alone."))
    return not form.errors

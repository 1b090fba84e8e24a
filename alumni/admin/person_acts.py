"""Small acts on one person: a contact made, a consent, a tag, archiving."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.people import ArchiveForm, ConsentForm, InteractionForm, TagForm
from alumni.models import Alumnus, Tag
from alumni.services import lists, people
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.ui.keyset import newest_first

from .guards import person_or_404, requires
from .person import show


def answer(request, pk, site, name, form, save):
    """Save a small form and go back to the person; with errors, the page again with its sentences."""
    if not form.is_valid():
        return show(request, pk, site, action=AccessRecord.Action.VIEW, forms={name: form}, status=422)
    save(**form.cleaned_data)
    return redirect("admin:alumni_alumnus_detail", pk)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def interaction(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)

    def save(**data):
        people.record_interaction(person_id=person.pk, by=request.user, **data)
        messages.success(request, _("The contact was recorded."))

    return answer(request, pk, site, "interaction", InteractionForm(request.POST), save)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def consent(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)

    def save(**data):
        if people.record_consent(person_id=person.pk, by=request.user, **data):
            messages.success(request, _("The answer was recorded."))
        else:
            messages.info(request, _("This was on record already."))

    return answer(request, pk, site, "consent", ConsentForm(request.POST), save)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def tag(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)

    def save(tag):
        lists.tag_people(ids=[person.pk], tag=lists.tag_named(name=tag), by=request.user)

    return answer(request, pk, site, "tag", TagForm(request.POST), save)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def untag(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)
    form = TagForm(request.POST)
    if form.is_valid():
        found = get_object_or_404(Tag, name=form.cleaned_data["tag"])
        lists.untag_people(ids=[person.pk], tag=found, by=request.user)
    return redirect("admin:alumni_alumnus_detail", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ALUMNI_EDIT)
def archive(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT, archived=True)
    form = ArchiveForm(request.POST or None)
    if form.is_valid():
        people.archive_person(person_id=person.pk, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is archived. Nobody finds the record until it is restored.")
                         % {"name": person.name})  # fmt: skip
        return redirect("admin:alumni_alumnus_archived")
    context = site.each_context(request) | {
        "title": _("Archive %(name)s") % {"name": person.name}, "person": person, "form": form
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/alumnus_archive.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ALUMNI_EDIT)
def restore(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT, archived=True)
    if people.restore_person(person_id=person.pk, by=request.user):
        messages.success(request, _("%(name)s is back.") % {"name": person.name})
    return redirect("admin:alumni_alumnus_detail", pk)


@require_safe
@requires(Permission.ALUMNI_EDIT)
def archived(request, site):
    found = Alumnus.objects.filter(archived_at__isnull=False, merged_into__isnull=True)
    page = newest_first(found.within_reach_of(request.user, Permission.ALUMNI_EDIT), request, size=50)
    context = site.each_context(request) | {"title": _("Archived people"), "page": page}
    return TemplateResponse(request, "admin/alumni/alumnus_archived.html", context)

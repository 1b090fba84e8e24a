"""Entering and editing a whole record."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alumni.forms.record import RecordForm, empty_base, read_token
from alumni.models import Alumnus
from alumni.queries import person as people
from alumni.queries.conflicts import differences
from alumni.services import people as services
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access

from .guards import person_or_404, requires

RESERVED = "alumni.reserved"


def page(request, site, form, *, person=None, status=200, **context):
    title = _("Edit %(name)s") % {"name": person.name} if person else _("Enter a person")
    context = site.each_context(request) | {"title": title, "form": form, "person": person, **context}
    return TemplateResponse(request, "admin/alumni/alumnus_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.ALUMNI_EDIT)
def change(request, pk, site):
    person = person_or_404(request, pk, Permission.ALUMNI_EDIT)
    sees = people.may_on(request.user, person, Permission.CONTACT_VIEW)
    if request.method != "POST":
        with transaction.atomic():
            action = AccessRecord.Action.REVEAL if sees else AccessRecord.Action.VIEW
            record_access(action=action, target=Alumnus._meta.label_lower, target_id=pk, by=request.user)
            form = RecordForm(base=people.snapshot(pk, contacts=sees))
        return page(request, site, form, person=person)
    try:
        base = read_token(request.POST.get("token", ""))
        if ("contacts" in base) != sees:
            raise ValidationError(_("Your rights have changed since this page was opened. Open it again."))
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("admin:alumni_alumnus_change", pk)
    return save(request, site, person, RecordForm(request.POST, base=base))


def save(request, site, person, form):
    if not form.is_valid():
        return page(request, site, form, person=person, status=422)
    edits = {"person": form.person_edits(), "rows": form.row_edits()}
    try:
        services.save_person(person_id=person.pk, base=form.base, by=request.user, **edits)
    except services.Conflict as conflict:
        changed = differences(form.base, conflict.now)
        last = people.last_change(person)
        again = RecordForm(base=conflict.now, shown=form.merged_with(conflict.now))
        return page(request, site, again, person=person, status=409, conflict=changed, last_change=last)
    except services.OutOfReach:
        form.person.add_error(None, _("After this change the person would belong to no college of yours. "
                                      "Keep a degree from your college, or ask the alumni office."))  # fmt: skip
        return page(request, site, form, person=person, status=422)
    messages.success(request, _("Saved.") if any(edits.values()) else _("Nothing was changed."))
    return redirect("admin:alumni_alumnus_detail", person.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.ALUMNI_ADD)
def add(request, site):
    base = empty_base(contacts=request.user.may(Permission.CONTACT_VIEW))
    if request.method != "POST":
        key = signing.dumps([people.reserved_id(), request.user.pk], salt=RESERVED)
        return page(request, site, RecordForm(base=base), key=key)
    try:
        pk, by = signing.loads(request.POST.get("key", ""), salt=RESERVED, max_age=7 * 24 * 3600)
    except signing.BadSignature:
        pk, by = None, None
    if by != request.user.pk:
        messages.error(request, _("This page is too old to be saved. Enter the person again."))
        return redirect("admin:alumni_alumnus_add")
    form = RecordForm(request.POST, base=base)
    if form.is_valid():
        try:
            person = services.add_person(
                person_id=pk, person=form.person_edits(), rows=form.row_edits(), by=request.user
            )
        except services.OutOfReach:
            form.person.add_error(None, _("Enter a degree from your college: only then is the person yours to keep."))
        else:
            messages.success(request, _("%(name)s is entered.") % {"name": person.name})
            return redirect("admin:alumni_alumnus_detail", person.pk)
    return page(request, site, form, key=request.POST["key"], status=422)

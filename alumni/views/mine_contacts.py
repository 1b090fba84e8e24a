"""My contacts: each with who may see it; new ones by code."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.mine import CodeForm, OwnContactForm, SeenByForm
from alumni.models import ContactPoint
from alumni.queries import mine as queries
from alumni.services import claims, mine
from alumni.services.mine.contacts import pending
from alumni_office.mail import tasks as mail
from alumni_office.saving.pages import posted

from .guards import member_required
from .mine_facts import form_page


@require_safe
@never_cache
@member_required
def contacts(request):
    person = request.user.alumnus
    context = {
        "contacts": queries.contacts_of(person),
        "pending": pending(person=person, by=request.user),
        "audiences": ContactPoint.Audience.choices,
    }
    return render(request, "alumni/me_contacts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def contact_add(request):
    form = OwnContactForm(posted(request))
    if form.is_valid():
        try:
            challenge, message = mine.add_contact(person=request.user.alumnus, by=request.user, **form.cleaned_data)
        except claims.TooManyCodes:
            form.add_error(None, _("Three codes an hour are the limit. Please try again later."))
        else:
            if message:
                mail.deliver.delay_on_commit(message.pk)
            if challenge:
                return redirect("alumni:me-contact-code", challenge.pk)
            messages.success(request, _("Saved."))
            return redirect("alumni:me-contacts")
    return form_page(request, form, _("A way to reach you"), back="alumni:me-contacts", button=_("Go on"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def contact_code(request, pk):
    person = request.user.alumnus
    challenge = next((each for each in pending(person=person, by=request.user) if each.pk == pk), None)
    if challenge is None:
        messages.warning(request, _("This code is over. Enter the contact again for a new one."))
        return redirect("alumni:me-contacts")
    form = CodeForm(posted(request))
    if form.is_valid():
        try:
            mine.confirm_contact(person=person, challenge_id=pk, by=request.user, **form.cleaned_data)
        except claims.CodeRefused:
            form.add_error("code", _("This is not the code, or it was tried too often. Look for the latest mail."))
        else:
            messages.success(request, _("Confirmed. It is used from now on."))
            return redirect("alumni:me-contacts")
    lead = _("We sent six digits to %(value)s. They are good for ten minutes.") % {"value": challenge.value}
    return form_page(request, form, _("Enter the code"), lead=lead, back="alumni:me-contacts", button=_("Confirm"))


@require_POST
@member_required
def code_forget(request, pk):
    mine.remove_pending(person=request.user.alumnus, challenge_id=pk, by=request.user)
    return redirect("alumni:me-contacts")


def own_contact(request, pk) -> ContactPoint:
    point = request.user.alumnus.contacts.filter(pk=pk).first()
    if point is None:
        raise Http404
    return point


@require_POST
@member_required
def contact_seen(request, pk):
    own_contact(request, pk)
    form = SeenByForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    mine.open_contact(person=request.user.alumnus, contact_id=pk, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("alumni:me-contacts")


@require_POST
@member_required
def contact_end(request, pk):
    own_contact(request, pk)
    mine.end_contact(person=request.user.alumnus, contact_id=pk, by=request.user)
    messages.success(request, _("It is used no more."))
    return redirect("alumni:me-contacts")

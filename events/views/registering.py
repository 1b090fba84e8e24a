"""Registering on the public site: oneself, by an invitation, one's class."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.models import Alumnus, Liaison
from alumni.queries.circle import class_members
from alumni.queries.liaisons import able
from alumni.views.corrections import private
from alumni.views.guards import member_required
from alumni_office.mail import tasks as mail
from alumni_office.mail import tokens
from alumni_office.saving.pages import posted
from alumni_office.saving.refusals import Refused
from alumni_office.ui.limits import counted
from events.forms.registering import ClassForm, RegistrationForm
from events.models import Event, Invite, Registration
from events.queries import own_registration
from events.services.registering.classes import register_class
from events.services.registering.enrolling import refuse_closed
from events.services.registering.enrolling import register as enrol
from events.services.registering.refusals import NotOpen

HOUR, DAY = 3600, 24 * 3600
A_PERSON, AN_ADDRESS, A_NETWORK = 60, 10, 600  # a campus stands behind one address of the network
CHANGES = ["GET", "HEAD", "POST"]


@require_http_methods(CHANGES)
@never_cache
def register(request, pk):
    event = get_object_or_404(_shown(Event.objects.listed()), pk=pk)
    person = alumnus_of(request)
    if person is None and not event.guests_allowed:
        signed_in = request.user.is_authenticated
        return redirect("alumni:claim") if signed_in else redirect_to_login(request.get_full_path())
    return _page(request, event, person)


@require_http_methods(CHANGES)
@private
def invite(request, token):
    """The same form for whoever holds the host's link."""
    pk = tokens.read("event-invite", token)
    rows = Invite.objects.select_related("event__place", "event__college", "event__chapter", "ticket")
    found = rows.exclude(event__state=Event.State.DRAFT).filter(pk=pk).first() if pk else None
    if found is None:
        raise Http404
    if not Invite.objects.good(timezone.now()).filter(pk=found.pk).exists():
        return _closed(request, found.event, _("This invitation is over. Please ask the host for another one."))
    return _page(request, found.event, alumnus_of(request), invite=found)


@require_safe
@never_cache
def registered(request, pk):
    """What every guest sees, whoever is registered already: the mail alone says more."""
    return render(request, "events/registered.html", {"event": get_object_or_404(Event.objects.told(), pk=pk)})


@require_http_methods(CHANGES)
@never_cache
@member_required
def register_a_class(request, pk, liaison):
    event = get_object_or_404(_shown(Event.objects.listed()), pk=pk)
    office = get_object_or_404(able().select_related("degree").filter(alumnus=request.user.alumnus), pk=liaison)
    if office.degree.class_of is None:
        raise Http404
    if closed := _not_open(request, event):
        return closed
    members = class_members(office.degree).exclude(life=Alumnus.Life.DECEASED).order_by("doc__sort_name", "pk")
    form = ClassForm(posted(request), event=event, members=members)
    if form.is_valid() and _allowed(form, f"event-class:{request.user.pk}", A_PERSON, DAY):
        try:
            done = register_class(
                event=event, liaison=office, by=request.user, language=request.LANGUAGE_CODE, **form.cleaned_data
            )
        except Refused as error:
            _say(form, error)
        else:
            return _class_done(request, done.registrations)
    context = {"event": event, "form": form, "liaison": office}
    return render(request, "events/register_class.html", context, status=422 if form.errors else 200)


def _class_done(request, registrations: list[Registration]):
    if any(row.state == Registration.State.WAITING for row in registrations):
        messages.warning(request, _("Your class is on the waiting list: it moves up as a whole. Each is told by mail."))
    else:
        messages.success(request, _("Your class is registered. Each is told by mail."))
    return redirect("events:mine")


@require_safe
@never_cache
@member_required
def mine(request):
    lines = own_registration.of_person(request.user.alumnus)
    return render(request, "events/mine.html", {"lines": lines, "groups": own_registration.groups_of(request.user)})


def alumnus_of(request) -> Alumnus | None:
    """Who has signed in, as somebody on record."""
    person = getattr(request.user, "alumnus", None)
    return None if person is None or person.archived_at or person.merged_into_id else person


def _shown(events):
    return events.select_related("place", "college", "chapter")


def _page(request, event: Event, person: Alumnus | None, invite: Invite | None = None):
    if person and (standing := event.registrations.live().filter(alumnus=person).first()):
        if request.method != "POST":
            return to_own_page(standing)
    elif closed := _not_open(request, event):
        return closed
    form = RegistrationForm(
        posted(request), event=event, person=person, ticket=invite.ticket if invite else None,
        initial=_contacts(person, request.user),
    )  # fmt: skip
    if form.is_valid() and _may_try(request, form, person):
        try:
            done = enrol(
                event=event, wish=form.wish(), key=form.cleaned_data["key"], alumnus=person, invite=invite,
                by=request.user if request.user.is_authenticated else None,
                source=Registration.Source.INVITE if invite else Registration.Source.SELF,
            )  # fmt: skip
        except Refused as error:
            _say(form, error)
        else:
            return _done(request, event, form, done, person)
    context = {"event": event, "form": form, "person": person, "invite": invite, "classes": _classes(person)}
    return render(request, "events/register.html", context, status=422 if form.errors else 200)


def _classes(person: Alumnus | None) -> list[Liaison]:
    """The offices of the alumnus whose class can be told."""
    if person is None:
        return []
    offices = able().filter(alumnus=person).select_related("degree__college", "degree__school")
    return [office for office in offices if office.degree.class_of is not None]


def _done(request, event, form, done, person):
    if done.message:
        mail.deliver.delay_on_commit(done.message.pk)
    say_taken_back(request, form)
    if person is None:
        return redirect("events:registered", event.pk)
    if not done.is_new:
        messages.info(request, _("You are registered: this is your registration."))
    return to_own_page(done.registration)


def say_taken_back(request, form) -> None:
    for question in form.taken_back:
        messages.info(
            request,
            _("“%(question)s” is not asked any more: your answer to it was left out, everything else is saved.")
            % {"question": question},
        )


def to_own_page(registration: Registration):
    return redirect("events:registration", own_registration.token_of(registration))


def _contacts(person: Alumnus | None, user) -> dict:
    """What the record knows as verified, to begin with."""
    if person is None:
        return {"name": user.name, "email": user.email} if user.is_authenticated else {}
    verified = person.contacts.filter(state="verified").order_by("pk")
    found = {point.kind: point.value for point in reversed(verified)}
    return {"email": found.get("email", user.email), "phone": found.get("mobile", "")[:20]}


def _may_try(request, form, person: Alumnus | None) -> bool:
    if person is not None:
        return _allowed(form, f"event-register:{request.user.pk}", A_PERSON, HOUR)
    return _allowed(form, _key(get_adapter(request).get_client_ip(request)), A_NETWORK, HOUR) and _allowed(
        form, _key(form.cleaned_data["email"].lower()), AN_ADDRESS, DAY
    )


def _key(of: str) -> str:
    return "event-register:" + salted_hmac("event-register", of).hexdigest()


def _allowed(form, key: str, most: int, seconds: int) -> bool:
    if counted(key, seconds=seconds) <= most:
        return True
    form.add_error(None, _("That was often. Please try again later, or write to the office."))
    return False


def _say(form, error: Refused) -> None:
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


def _not_open(request, event: Event):
    """The page that says why nobody can register now; None while anybody can."""
    try:
        refuse_closed(event, timezone.now())
    except NotOpen as error:
        return None if request.method == "POST" else _closed(request, event, error.sentence)
    return None


def _closed(request, event: Event, sentence: str):
    return render(request, "events/register_closed.html", {"event": event, "sentence": sentence})

"""Leave-taking for one graduate: by the link in a mail, by the code on paper, or signed in.

The links only open a door: the pages behind it have addresses without a secret."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from alumni.forms.mine import ConsentForm
from alumni.queries.person.masking import readable
from alumni.services.corrections import current_job
from alumni.views import changes
from alumni.views.corrections import private, unreferred
from alumni.wordings import wording
from alumni_office.saving.forms import took
from alumni_office.saving.pages import telling
from chapters.forms.members import JoinForm
from chapters.queries.residents import chapter_for
from events.forms.leaving import LetterForm, NumberForm, OwnDataForm
from events.models import FutureLetter, Leaver
from events.queries.leaving import own as queries
from events.services import leaving as services

SESSION = "leaving.leaver"
WAYS = ["GET", "HEAD", "POST"]


# Without a referrer a browser names no origin either, so that the usual check must fail. It is not needed here: whoever
# can write the address of this page may open it.
@csrf_exempt
@unreferred
@private
@require_http_methods(WAYS)
def by_link(request, token):
    """A page with one button: programs that follow links in mails see nobody's data."""
    leaver = services.by_mail(token)
    if leaver is None:
        return render(request, "events/leaving_over.html", status=404)
    if request.method == "POST":
        return _open(request, leaver)
    return render(request, "events/leaving_open.html", {"leaver": leaver})


@csrf_exempt
@unreferred
@private
@require_http_methods(WAYS)
def by_paper(request, token):
    """Paper goes through other hands: it names nobody before the student number is given."""
    leaver = services.by_paper(token)
    if leaver is None:
        return render(request, "events/leaving_over.html", status=404)
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        fits = services.paper_number_fits(leaver=leaver, **form.cleaned_data)
        if fits:
            return _open(request, leaver)
        if fits is None:
            form.add_error("number", _("Too many tries. Try again in an hour, or ask your college."))
        else:
            form.add_error("number", _("This is not the student number that belongs to this code."))
    context = {"form": form, "leaving": leaver.leaving}
    return render(request, "events/leaving_paper.html", context, status=422 if form.errors else 200)


def _open(request, leaver):
    services.note_opened(leaver=leaver)
    request.session.cycle_key()
    request.session[SESSION] = leaver.pk
    return redirect("events:leaving")


def leaver_of(request) -> Leaver | None:
    """Whose link was opened, else who has signed in; while the leave-taking is open."""
    if pk := request.session.get(SESSION):
        rows = Leaver.objects.on_record().select_related("alumnus__user", "leaving__programme", "leaving__college")
        found = rows.filter(pk=pk).first()
        if found and found.leaving.is_open:
            return found
        request.session.pop(SESSION, None)
    person = getattr(request.user, "alumnus", None) if request.user.is_authenticated else None
    return queries.open_of(person) if person else None


def actor(request, leaver: Leaver):
    """The account when it is the person's own; None for the bearer of the link."""
    is_own = request.user.is_authenticated and leaver.alumnus.user_id == request.user.pk
    return request.user if is_own else None


def leaver_required(view):
    """Call the view with the graduate; strangers are led to sign in, the others are told of no such page."""

    @private
    @wraps(view)
    def guarded(request, *args, **kwargs):
        leaver = leaver_of(request)
        if leaver is None:
            if not request.user.is_authenticated:
                return redirect_to_login(reverse("events:leaving"))
            raise Http404
        return view(request, leaver, *args, **kwargs)

    return guarded


@private
@require_http_methods(WAYS)
def leaving(request):
    leaver = leaver_of(request)
    if leaver is None:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("events:leaving"))
        return render(request, "events/leaving_none.html", status=405 if request.method == "POST" else 200)
    form = _data_form(request, leaver)
    by = actor(request, leaver)
    if took(form, lambda **fields: services.save_data(leaver=leaver, by=by, **fields)):
        messages.success(request, _("Thank you: your data are checked."))
        return redirect("events:leaving")
    context = {"leaver": leaver, "leaving": leaver.leaving, "form": form, "person": leaver.alumnus, "is_own": bool(by)}
    context["page"] = queries.page_of(leaver)
    return render(request, "events/leaving.html", context, status=422 if form.errors else 200)


def _data_form(request, leaver: Leaver) -> OwnDataForm:
    person = leaver.alumnus
    points = [
        (point.pk, f"{point.get_kind_display()} {readable(point.kind, point.value, point.postcode)}")
        for point in person.contacts.exclude(state="ended").order_by("kind", "pk")
    ]
    job = current_job(person)
    first = {
        "employer": job.employer if job else "", "job_title": job.job_title if job else "", "country": person.country,
        "province": person.province, "city": person.city,
    }  # fmt: skip
    data = request.POST if request.method == "POST" else None
    return OwnDataForm(data, points=points, initial=first, leaving=leaver.leaving)


@require_http_methods(WAYS)
@leaver_required
def names(request, leaver):
    return changes.ask_names(request, leaver.alumnus, by=actor(request, leaver), back="events:leaving")


@require_http_methods(WAYS)
@leaver_required
def degree(request, leaver, pk):
    return changes.ask_degree(request, leaver.alumnus, pk, by=actor(request, leaver), back="events:leaving")


@require_POST
@leaver_required
def consent(request, leaver):
    form = ConsentForm(request.POST)
    said = wording(form.data.get("purpose", ""), form.data.get("channel", "")) if form.is_valid() else None
    if said is None:
        raise BadRequest
    given = form.cleaned_data["given"]
    return _told(
        request, lambda: services.say(leaver=leaver, wording=said, given=given, by=actor(request, leaver)),
        _("Noted: you agree.") if given else _("Noted: you no longer agree."), "#agreed",
    )  # fmt: skip


@require_POST
@leaver_required
def liaison(request, leaver):
    if request.POST.get("offer") == "1":
        return _told(
            request, lambda: services.offer(leaver=leaver),
            _("Thank you. The office decides; it stands here then."), "#liaison",
        )  # fmt: skip
    return _told(request, lambda: services.stand_down(leaver=leaver), _("Taken back."), "#liaison")


@require_http_methods(WAYS)
@leaver_required
def chapter(request, leaver):
    """Join the chapter of the place where one goes."""
    found = chapter_for(leaver.alumnus)
    if found is None:
        raise Http404
    form = JoinForm(request.POST if request.method == "POST" else None, chapter=found)
    by = actor(request, leaver)
    made = took(form, lambda **fields: services.join_chapter(leaver=leaver, chapter=found, by=by, **fields))
    if made:
        is_member = made.state == made.State.MEMBER
        messages.success(request, _("You are a member.") if is_member else _("The chapter has your wish and decides."))
        return redirect("events:leaving")
    context = {"form": form, "chapter": found}
    return render(request, "events/leaving_chapter.html", context, status=422 if form.errors else 200)


@require_http_methods(WAYS)
@leaver_required
def letter(request, leaver):
    """What was written before is not shown here: the link may be in other hands by now."""
    known = FutureLetter.objects.defer("text").filter(leaver=leaver).first()
    form = LetterForm(request.POST if request.method == "POST" else None)
    by = actor(request, leaver)
    if took(form, lambda **fields: services.write_letter(leaver=leaver, by=by, **fields)):
        messages.success(request, _("Your letter is sealed."))
        return redirect("events:leaving")
    context = {"form": form, "known": known}
    return render(request, "events/leaving_letter.html", context, status=422 if form.errors else 200)


def _told(request, act, done: str, anchor: str):
    telling(request, act, done)
    return redirect(reverse("events:leaving") + anchor)

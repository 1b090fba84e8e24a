"""My pages: the overview, my data in one view, what I agreed to, where it came from."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alumni.forms.mine import ConsentForm
from alumni.models import Source
from alumni.models.places import Language
from alumni.queries import mine
from alumni.services.people import record_consent
from alumni.wordings import wording

from .guards import member_required


@require_safe
@never_cache
@member_required
def overview(request):
    person = request.user.alumnus
    profile = mine.profile_of(person)
    steps = mine.steps(person, profile)
    context = {
        "person": person,
        "degrees": person.degrees.select_related("school", "college").by_year(),
        "profile": profile,
        "steps": steps,
        "done": sum(step.is_done for step in steps),
    }
    return render(request, "alumni/me_overview.html", context)


@require_safe
@never_cache
@member_required
def data(request):
    person = request.user.alumnus
    profile = mine.profile_of(person)
    context = {
        "person": person,
        "profile": profile,
        "place": mine.place_of(person),
        "degrees": person.degrees.select_related("school", "college").by_year(),
        "jobs": person.employments.order_by("-is_current", "-started_on", "-pk"),
        "contacts": mine.contacts_of(person),
        "languages": [Language(code).label for code in profile.languages if code in Language.values],
    }
    return render(request, "alumni/me_data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def consents(request):
    person = request.user.alumnus
    if request.method == "POST":
        form = ConsentForm(request.POST)
        said = wording(form.data.get("purpose", ""), form.data.get("channel", "")) if form.is_valid() else None
        if said is None:
            raise BadRequest
        given = form.cleaned_data["given"]
        record_consent(
            person_id=person.pk, purpose=said.purpose, channel=said.channel, given=given, by=request.user,
            wording=" ".join(filter(None, (str(said.text), str(said.law)))), source=Source.ALUMNUS,
        )  # fmt: skip
        messages.success(request, _("Noted: you agree.") if given else _("Noted: you no longer agree."))
        return redirect("alumni:me-consents")
    return render(request, "alumni/me_consents.html", {"agreements": mine.agreements(person)})


@require_safe
@never_cache
@member_required
def sources(request):
    person = request.user.alumnus
    context = {
        "sections": [section for section in mine.sources(person) if section[1]],
        "looks": mine.looks(person),
        "letters": mine.letters(person),
    }
    return render(request, "alumni/me_sources.html", context)

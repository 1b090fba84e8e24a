"""The alumni card, the page that its code leads to, and portraits."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alumni.models import Profile
from alumni.queries import circle, mine
from alumni.services import mine as services
from alumni.services.mine import card as cards
from alumni.services.mine.picture import card_png, qr_svg

from .guards import member_required


def drawn(person, card) -> dict:
    degree = person.degrees.select_related("school", "college").by_year().last()
    return {
        "person": person,
        "card": card,
        "degree": degree,
        "profile": mine.profile_of(person),
        "url": settings.SITE_URL + reverse("alumni:card", args=[card.token]),
    }


@require_safe
@never_cache
@member_required
def my_card(request):
    """Shown when there is one; made by a button, since looking changes nothing."""
    person = request.user.alumnus
    card = getattr(person, "card", None)
    if card is None or card.withdrawn_at or person.verified_at is None:
        return render(request, "alumni/me_card_none.html", {"person": person})
    context = drawn(person, card)
    return render(request, "alumni/me_card.html", context | {"qr": qr_svg(context["url"])})


@require_POST
@member_required
def card_new(request):
    person = request.user.alumnus
    act = services.replace_card if request.POST.get("lost") else services.issue_card
    try:
        act(person=person, by=request.user)
    except cards.NotVerified:
        messages.error(request, _("A card is for verified alumni: your verification was taken back."))
    return redirect("alumni:me-card")


@require_safe
@never_cache
@member_required
def card_image(request):
    person = request.user.alumnus
    card = getattr(person, "card", None)
    if card is None or card.withdrawn_at or person.verified_at is None:
        raise Http404
    response = HttpResponse(card_png(**drawn(person, card)), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="alumni-card-{card.number}.png"'
    return response


@require_safe
@never_cache
def card_check(request, token):
    """Good or not, and nothing else: not whose it is."""
    is_good = mine.good_card(token) is not None
    return render(request, "alumni/card_check.html", {"is_good": is_good}, status=200 if is_good else 404)


@require_safe
@never_cache
@member_required
def portrait(request, pk):
    """The portrait of oneself, or of someone who opened it to the viewer."""
    viewer = request.user.alumnus
    if pk != viewer.pk:
        card = circle.classmate(viewer, pk)
        if card is None or not card.has_photo:
            raise Http404
    profile = Profile.objects.filter(alumnus=pk).exclude(photo="").first()
    if profile is None:
        raise Http404
    response = FileResponse(profile.photo.open("rb"), content_type="image/jpeg")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

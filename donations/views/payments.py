"""Giving on the public site: the form, the page of one's gift, and what a payment provider tells us."""

from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.views.corrections import private
from alumni_office.mail import tasks as mail
from alumni_office.mail.models import Message
from alumni_office.saving.forms import took
from alumni_office.ui.limits import counted
from donations.forms.payments import GiveForm
from donations.models import AnnouncedGift
from donations.queries import payments as queries
from donations.services import payments as services

A_DAY, AN_HOUR = 86_400, 3_600
MOST_AN_HOUR = 20  # announcements from one address of the network
LARGEST = 64 * 1024  # bytes of a notice
Way = AnnouncedGift.Way


def ways() -> list[str]:
    """How one can give today; bank transfer first."""
    found = [Way.TRANSFER.value] if services.takes_transfers() else []
    provider = services.provider()
    return [*found, provider.way] if provider else found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def give(request):
    funds, offered = queries.open_funds(), ways()
    if not offered or not funds.exists():
        return render(request, "donations/give.html", {"form": None})
    form = GiveForm(
        request.POST if request.method == "POST" else None, funds=funds, ways=offered, initial=_known(request)
    )
    if request.method == "POST" and form.is_valid() and _too_many(request):
        form.add_error(None, _("Very many gifts were announced from here within the hour. Please try again later."))
    announced = took(form, lambda **said: services.announce(alumnus=_alumnus(request), **said))
    if announced:
        message = Message.objects.filter(key=f"announced-{announced.pk}").values_list("pk", flat=True).first()
        if message:
            mail.deliver.delay_on_commit(message)
        messages.success(request, _("Thank you. This is how your gift comes to us."))
        return redirect(services.address_of(announced))
    licence = settings.PUBLIC_FUNDRAISING_LICENCE if Way.ALIPAY in offered else ""
    status = 422 if request.method == "POST" else 200
    return render(request, "donations/give.html", {"form": form, "licence": licence}, status=status)


def _alumnus(request):
    """Who has signed in as somebody on record."""
    person = getattr(request.user, "alumnus", None) if request.user.is_authenticated else None
    return None if person is None or person.archived_at or person.merged_into_id else person


def _known(request) -> dict:
    fund = request.GET.get("fund", "")
    known = {"fund": int(fund)} if fund.isascii() and fund.isdigit() and len(fund) < 19 else {}
    if alumnus := _alumnus(request):
        known |= {"name": alumnus.name, "email": request.user.email}
    return known


def _too_many(request) -> bool:
    return counted(f"give:{request.META.get('REMOTE_ADDR', '')}", seconds=AN_HOUR) > MOST_AN_HOUR


@require_safe
@private
def given(request, token):
    """How it stands with a gift, for whoever has its link."""
    announced = services.by_token(token)
    if announced is None:
        raise Http404
    return render(
        request, "donations/given.html",
        {
            "announced": announced, "pay_at": services.payable_at(announced, services.provider()),
            "account": {
                "holder": settings.DONATION_BANK_HOLDER, "bank": settings.DONATION_BANK_NAME,
                "number": settings.DONATION_BANK_ACCOUNT,
            },
        },
    )  # fmt: skip


# The provider has no cookie of ours; its signature says who it is.
@csrf_exempt
@require_POST
def notified(request):
    """`success` once it is kept, whatever became of it: then the provider stops. Anything else is told again."""
    provider = services.provider()
    if provider is None:
        raise Http404
    try:
        pairs = _pairs(request)
        notice = provider.read_notice(pairs)
    except services.Forged:
        return HttpResponse("failure", status=400, content_type="text/plain")
    services.take(notice=notice, provider=provider)
    return HttpResponse("success", content_type="text/plain")


def _pairs(request) -> list[tuple[str, str]]:
    """The parameters as they came, those of the address left out. Raises Forged."""
    body = request.body
    if len(body) > LARGEST or request.META.get("QUERY_STRING"):
        raise services.Forged("too large, or in the address")
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError as error:
        raise services.Forged("it is no form") from error

"""Tiers, an issuer with numbers, receipts for most gifts of this year, letters of thanks, who stands on the wall."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from donations.demo import giving as words
from donations.models import Donor, Issuer, NumberRange, ThanksTemplate, Tier, WallWord
from donations.queries import receipts as due
from donations.services import receipts, thanks, wall

from .giving import key

NAMED = 60  # donors on the wall
LEFT_DUE = 6  # gifts that wait for their receipts


def load(users: dict) -> None:
    """Nothing when there are issuers already, or no gifts. Runs inside the caller's transaction."""
    if Issuer.objects.exists() or not Donor.objects.exists():
        return
    by = users["finance@demo.example"]
    for name, english, threshold in words.TIERS:
        Tier.objects.get_or_create(name=name, defaults={"name_en": english, "threshold": threshold, "created_by": by})
    _receipts(by)
    for plan in words.LETTERS:
        if not ThanksTemplate.objects.filter(name=plan["name"]).exists():
            thanks.save_template(
                key=key("letter", plan["name"]),
                by=users["staff@demo.example"],
                kind="letter",
                is_automatic=False,
                **plan,
            )
    thanks.fall_due()
    _wall(by)


def _receipts(by) -> None:
    name = f"{settings.UNIVERSITY_NAME}教育基金会（演示）"
    issuer = receipts.save_issuer(by=by, key=key("issuer"), name=name, seal_text=f"{name}财务专用章", **words.ISSUER)
    numbers: NumberRange = receipts.register_range(
        key=key("range"), issuer=issuer, medium="electronic", code="37010126", first=1, last=5000, digits=10, by=by
    )
    gifts = due.due(by).filter(received_on__year=timezone.localdate().year).order_by("pk").values_list("pk", flat=True)
    for pk in list(gifts)[LEFT_DUE:]:
        receipts.issue(key=key("receipt", pk), gift_ids=[pk], range=numbers, by=by)


def _wall(by) -> None:
    """The bodies and every third person agreed; one took it back."""
    donors = list(Donor.objects.heads().exclude(name="—").order_by("kind", "pk"))
    with override("zh-hans"):
        for donor in [*donors[:26], *donors[26::3]][:NAMED]:
            wall.say(
                donor=donor, given=True, shown_as=donor.name, source=WallWord.Source.OFFICE, by=by, note="来函同意"
            )
        wall.say(donor=donors[3], given=False, shown_as="", source=WallWord.Source.OFFICE, by=by, note="来电撤回")

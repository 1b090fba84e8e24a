"""After a restore: donors that the backup still knows and should not, by the list outside the database."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.dateparse import parse_datetime

from alumni.services.erasing.replaying import Replayed, skip_numbers
from donations.models import Donor, DonorErasure

from .forgetting import forget_contacts, forget_donors

NAME = "donor_erasure"  # what a line of ours holds, and no other


def lines(known: set[str]) -> Iterator[dict]:
    """A line for each erasure whose key is not `known`."""
    for row in DonorErasure.objects.exclude(key__in=known).select_related("donor").order_by("pk"):
        yield {
            NAME: str(row.key), "donor": row.donor_id, "donor_key": str(row.donor.key), "what": row.what,
            "at": row.erased_at.isoformat(),
        }  # fmt: skip


def replay(found: Sequence[dict]) -> Replayed:
    """Erase again whoever stands in the lines and not in the table. Only those that the lines name: who was merged
    with them when the backup was made may have been found to be another one since."""
    known = {str(key) for key in DonorErasure.objects.values_list("key", flat=True)}
    outcomes = [_replay_one(line) for line in found if line[NAME] not in known]
    skip_numbers("donations_donor", [line["donor"] for line in found])
    return Replayed(*(outcomes.count(outcome) for outcome in ("erased", "noted", "others")))


def _replay_one(line: dict) -> str:
    donor = Donor.objects.filter(pk=line["donor"]).first()
    if donor is None:
        return "noted"
    if donor.key != UUID(line["donor_key"]):
        return "others"
    forget = forget_donors if line["what"] == DonorErasure.What.PERSON else forget_contacts
    forget([donor.pk], at=parse_datetime(line["at"]))
    if line["what"] == DonorErasure.What.CONTACT:
        DonorErasure.objects.filter(pk=donor.erasures.latest("pk").pk).update(key=line[NAME])
    return "erased"

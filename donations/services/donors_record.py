"""What a person's gifts and organisations do when records are merged, given back, copied or erased."""

from alumni.hooks import RecordOwner
from donations.models import Donor, Gift, OrganisationPerson, Pledge
from donations.queries.donors import of_person

from .erasing import forget_donors


def reassign(keep, drop) -> dict:
    """The donor of `drop` becomes that of `keep`, or is merged into the one that `keep` has."""
    head = Donor.objects.heads().filter(alumnus=keep).first()
    journal: dict = {"donors": [], "merged": [], "organisations": []}
    for donor in Donor.objects.filter(alumnus=drop).order_by("pk"):
        values = {"alumnus": keep}
        if head and donor.merged_into_id is None:
            values["merged_into"] = head
            journal["merged"].append([donor.pk, _point_to(head, donor)])
        Donor.objects.filter(pk=donor.pk).update(**values)
        journal["donors"].append(donor.pk)
    known = set(OrganisationPerson.objects.filter(alumnus=keep).values_list("organisation_id", "part"))
    theirs = OrganisationPerson.objects.filter(alumnus=drop)
    moved = [row.pk for row in theirs if (row.organisation_id, row.part) not in known]
    OrganisationPerson.objects.filter(pk__in=moved).update(alumnus=keep)
    return journal | {"organisations": moved}


def _point_to(head: Donor, donor: Donor) -> list[int]:
    """Whoever was merged into `donor` points to its head now: chains are one step long."""
    followers = list(donor.merged.values_list("pk", flat=True))
    Donor.objects.filter(pk__in=followers).update(merged_into=head)
    return followers


def undo(keep, drop, journal: dict) -> int:
    left = 0
    for pk, followers in journal.get("merged", []):
        freed = Donor.objects.filter(pk=pk, alumnus=keep, merged_into__isnull=False)
        if freed.update(merged_into=None, alumnus=drop):
            Donor.objects.filter(pk__in=followers).update(merged_into=pk)
    moved = journal.get("donors", [])
    Donor.objects.filter(pk__in=moved, alumnus=keep).update(alumnus=drop)
    left += len(moved) - Donor.objects.filter(pk__in=moved, alumnus=drop).count()
    people = journal.get("organisations", [])
    return left + len(people) - OrganisationPerson.objects.filter(pk__in=people, alumnus=keep).update(alumnus=drop)


def erase(person) -> None:
    """Their donors are nobody's from then on, with all that hangs on them."""
    forget_donors(of_person(person).values_list("pk", flat=True))
    OrganisationPerson.objects.filter(alumnus=person).delete()


def export(person) -> dict:
    theirs = of_person(person)
    gifts = Gift.objects.posted().filter(donor__in=theirs).select_related("note").order_by("pk")
    pledges = Pledge.objects.filter(donor__in=theirs).select_related("fund").order_by("pk")
    return {
        "gifts": [_gift(row) for row in gifts.prefetch_related("allocations__fund")],
        "pledges": [
            {
                "fund": row.fund.name, "amount": str(row.amount), "paid": str(row.paid), "state": row.state,
                "pledged_on": row.pledged_on.isoformat(),
            }
            for row in pledges
        ],
        "organisations": [
            {"name": row.organisation.name, "part": row.part, "title": row.title}
            for row in person.organisations.select_related("organisation").order_by("pk")
        ],
    }  # fmt: skip


def _gift(row) -> dict:
    note = getattr(row, "note", None)
    return {
        "entry": row.entry, "kind": row.kind, "amount": str(row.amount), "currency": row.currency,
        "amount_cny": str(row.amount_cny), "received_on": row.received_on.isoformat(),
        "funds": [
            {"fund": part.fund.name, "amount_cny": str(part.amount_cny)}
            for part in row.allocations.all()
        ],
        "tribute": f"{note.tribute} {note.tribute_to}".strip() if note else "",
    }  # fmt: skip


OWNER = RecordOwner(frozenset({"donations.Donor", "donations.OrganisationPerson"}), reassign, undo, erase, export)

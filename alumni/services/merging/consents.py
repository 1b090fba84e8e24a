"""Of two people's words on one purpose the stricter holds: what was withdrawn on either record is
withdrawn, what was given on the dropped record only is not given."""

from alumni.models import Alumnus, Consent, Source

from .journal import Journal


def carry(journal: Journal, keep: Alumnus, drop: Alumnus, by) -> None:
    mine, theirs = _latest(keep), _latest(drop)
    for purpose, channel in sorted(key for key, given in theirs.items() if not given):
        # Withdrawn for any channel is withdrawn for those that were given one by one.
        channels = {channel}
        if channel == Consent.Channel.ANY:
            channels |= {other for (what, other), given in mine.items() if what == purpose and given}
        for each in sorted(channels):
            if mine.get((purpose, each)) is not False:
                mine[purpose, each] = False
                row = Consent.objects.create(
                    alumnus=keep, purpose=purpose, channel=each, given=False, by=by, source=Source.STAFF,
                    wording=f"Withdrawn on record {drop.pk}, which was merged into this one.",
                )  # fmt: skip
                journal.note_added(row)


def _latest(person: Alumnus) -> dict[tuple[str, str], bool]:
    rows = Consent.objects.filter(alumnus=person).order_by("at", "pk")
    return {(purpose, channel): given for purpose, channel, given in rows.values_list("purpose", "channel", "given")}

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

# Of an opportunity: directly, as a donor, or as one that was found to be the same donor.
WHOSE = ("alumnus", "donor__alumnus", "donor__merged_into__alumnus")

CLUB: tuple[Table, ...] = (
    Table(
        "donations.ClubTier", "what one can be in the entrepreneurs' club", Basis.NONE, Kept.PLAIN,
        {Kind.PLAIN: "name name_en conditions conditions_en fee_note fee_note_en",
         Kind.STATE: "id years order is_offered key version"},
    ),
    Table(
        "donations.ClubSeat", "who sits in the club's council", Basis.CONSENT, Kept.RECORD,
        {Kind.WORK: "title", Kind.LINK: "alumnus user", Kind.STATE: "id from_on until_on"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "donations.ClubMembership", "who asked to be, is or was a member of the club", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "statement reason", Kind.LINK: "alumnus organisation tier decided_by",
         Kind.STATE: "id state applied_at decided decided_on from_on until_on ended_on key version"},
        person=("alumnus",), erase=Erase.DELETE, hidden="key",
    ),
    Table(
        "donations.ClubPaper", "an application to the club that came on paper", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "conditions met", Kind.FILE: "file", Kind.LINK: "membership added_by", Kind.STATE: "id added_at"},
        person=("membership__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "donations.ClubCorrection", "what was put right of an application on paper", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "reason changes", Kind.FILE: "earlier_file", Kind.LINK: "membership made_by",
         Kind.STATE: "id made_at"},
        person=("membership__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "donations.ClubTerm", "the terms of memberships of the club", Basis.CONSENT, Kept.RECORD,
        {Kind.LINK: "membership recorded_by", Kind.STATE: "id from_on until_on decided_on recorded_at"},
        person=("membership__alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "donations.ClubVote", "what the council says of an application", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "note", Kind.LINK: "membership seat", Kind.STATE: "id is_yes voted_at"},
        person=("membership__alumnus", "seat__alumnus"), erase=Erase.DELETE, hidden="note seat",
    ),
    Table(
        "donations.Opportunity", "what may come of an organisation, a donor or an alumnus", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "title next_step note lost_reason",
         Kind.LINK: "organisation donor alumnus owner fund campaign pledge gift created_by",
         Kind.STATE: "id kind stage amount likelihood expected_on next_on last_step_on closed_on key version"
                     " created_at"},
        person=WHOSE, erase=Erase.DELETE, hidden="note key",
    ),
    Table(
        "donations.OpportunityStep", "what was done for an opportunity", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "text", Kind.LINK: "opportunity by", Kind.STATE: "id kind to_stage done_on at key"},
        person=tuple(f"opportunity__{path}" for path in WHOSE), erase=Erase.DELETE, hidden="key",
    ),
    Table(
        "donations.OpportunityFile", "papers of an opportunity", Basis.CONSENT, Kept.RECORD,
        {Kind.TEXT: "title", Kind.FILE: "file", Kind.LINK: "opportunity added_by", Kind.STATE: "id added_at key"},
        person=tuple(f"opportunity__{path}" for path in WHOSE), erase=Erase.DELETE, hidden="key",
    ),
)  # fmt: skip

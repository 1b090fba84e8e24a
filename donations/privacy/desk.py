from alumni.privacy.terms import Erase, Kind, Table

from .gifts import NAMES_A_DONOR, accounts, own_work, plain

DESK: tuple[Table, ...] = (
    plain(
        "donations.Tier", "what those who gave much are called",
        fields={Kind.PLAIN: "name name_en threshold", Kind.LINK: "created_by", Kind.STATE: "id version created_at"},
    ),
    accounts(
        "donations.DonorMerge", "which donors were found to be one",
        fields={Kind.LINK: "kept dropped merged_by undone_by", Kind.STATE: "id followers merged_at undone_at"},
        person=("kept__alumnus", "dropped__alumnus"), because=NAMES_A_DONOR,
        not_copied="the office's own notes on its rows; what was given stands under gifts",
    ),
    accounts(
        "donations.DonorsApart", "which donors were found not to be one",
        fields={Kind.LINK: "low high decided_by", Kind.STATE: "id decided_at"},
        person=("low__alumnus", "high__alumnus"), erase=Erase.DELETE,
        not_copied="the office's own notes on its rows; what was given stands under gifts",
    ),
    own_work(
        "donations.OrganisationMerge", "which organisations were found to be one",
        fields={Kind.TEXT: "taken", Kind.LINK: "kept dropped donor_merge merged_by undone_by",
                Kind.STATE: "id moved left merged_at undone_at"},
        because="bodies, not persons",
    ),
    own_work(
        "donations.OrganisationsApart", "which organisations were found not to be one",
        fields={Kind.LINK: "low high decided_by", Kind.STATE: "id decided_at"}, because="bodies, not persons",
    ),
    own_work(
        "donations.LedgerCheck", "whether the closings of the ledger still fit",
        fields={Kind.STATE: "id checked_at days wrong last_day last_hash"}, because="the office's own accounts",
    ),
)  # fmt: skip

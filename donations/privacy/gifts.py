from functools import partial

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

plain = partial(Table, basis=Basis.NONE, kept=Kept.PLAIN)
accounts = partial(Table, basis=Basis.ACCOUNTS, kept=Kept.ACCOUNTS)
own_work = partial(Table, basis=Basis.WORK, kept=Kept.ACCOUNT)
NAMES_A_DONOR = "the ledger names a donor by number alone, whose row says nothing of an erased person"

GIFTS = (
    own_work(
        "donations.Organisation", "companies, foundations and other bodies",
        fields={Kind.PLAIN: "kind name name_en credit_code industry size province city address website about about_en",
                Kind.TEXT: "note", Kind.LINK: "branch_of merged_into created_by",
                Kind.STATE: "id opened_at closed_at key version created_at"},
        because="a body, not a person",
    ),
    Table(
        "donations.OrganisationPerson", "which alumni run or work in which organisation", Basis.CONSENT, Kept.RECORD,
        {Kind.WORK: "part title since_on until_on", Kind.LINK: "organisation alumnus", Kind.STATE: "id"},
        person=("alumnus",), erase=Erase.DELETE,
    ),
    Table(
        "donations.Donor", "who gives, and how receipts name and reach them", Basis.ACCOUNTS, Kept.ACCOUNTS,
        {Kind.IDENTITY: "name reading", Kind.CONTACT: "email phone", Kind.SENSITIVE: "address", Kind.TEXT: "note",
         Kind.LINK: "alumnus organisation chapter merged_into created_by",
         Kind.STATE: "id kind language erased_at key version created_at"},
        person=("alumnus", "merged_into__alumnus"), erase=Erase.CLEAR, hidden="note key",
        because="its gifts stay in the accounts; name, contacts and person go",
    ),
    Table(
        "donations.DonorErasure", "keeps an erased donor from coming back with a backup", Basis.LAW, Kept.ALWAYS,
        {Kind.LINK: "donor by", Kind.STATE: "id what key erased_at"},
        because="the number of a donor whose row says nothing of anybody",
    ),
    plain(
        "donations.Fund", "purposes that money is given for",
        fields={Kind.PLAIN: "name name_en purpose purpose_en restriction project_code", Kind.LINK: "college steward"
                " created_by", Kind.STATE: "id opened_on closed_on is_public key version created_at"},
    ),
    own_work(
        "donations.FundUse", "what was spent of a fund",
        fields={Kind.TEXT: "purpose purpose_en", Kind.FILE: "file",
                Kind.LINK: "fund corrects entered_by posted_by",
                Kind.STATE: "id amount spent_on is_shown own_limit entered_at posted_on key"},
        because="the university's own accounts",
    ),
    plain(
        "donations.Campaign", "fundraising with a beginning and an end",
        fields={Kind.PLAIN: "name name_en text text_en", Kind.LINK: "created_by",
                Kind.STATE: "id starts_on ends_on is_public key version created_at"},
    ),
    plain(
        "donations.CampaignFund", "which funds a campaign is for",
        fields={Kind.LINK: "campaign fund", Kind.STATE: "id"},
    ),
    own_work(
        "donations.Goal", "what a year shall bring",
        fields={Kind.LINK: "campaign college person", Kind.STATE: "id year received committed version"},
        because="tasks of the office, its colleges and its staff",
    ),
    accounts(
        "donations.Agreement", "what donors and the university signed",
        fields={Kind.TEXT: "title text end_reason", Kind.FILE: "file", Kind.LINK: "donor college created_by",
                Kind.STATE: "id number amount state signed_on starts_on ends_on key version created_at"},
        person=("donor__alumnus",), erase=Erase.KEEP,
        because="a contract is kept as long as the accounts", hidden="key",
    ),
    own_work(
        "donations.Batch", "gifts entered together",
        fields={Kind.TEXT: "label", Kind.LINK: "made_by posted_by",
                Kind.STATE: "id expected_count expected_total made_at posted_at key"},
        because="the office's own work",
    ),
    accounts(
        "donations.Gift", "what was given",
        fields={Kind.TEXT: "description valued_by kept_at", Kind.TRACE: "reference",
                Kind.LINK: "donor campaign college agreement corrects batch entered_by posted_by",
                Kind.STATE: "id entry kind currency amount rate amount_cny received_on method valued_on is_anonymous"
                            " state own_limit entered_at posted_at posted_on key version"},
        person=("donor__alumnus",), erase=Erase.KEEP, because=NAMES_A_DONOR, hidden="key own_limit",
    ),
    accounts(
        "donations.Allocation", "which fund a gift is for",
        fields={Kind.LINK: "gift fund", Kind.STATE: "id amount_cny"},
        person=("gift__donor__alumnus",), erase=Erase.KEEP, because=NAMES_A_DONOR,
    ),
    Table(
        "donations.GiftNote", "what is said about a gift and may name people", Basis.CONSENT, Kept.RECORD,
        {Kind.IDENTITY: "tribute_to payer", Kind.TEXT: "text", Kind.LINK: "gift", Kind.STATE: "id tribute"},
        person=("gift__donor__alumnus", "gift__donor__merged_into__alumnus"), erase=Erase.DELETE, hidden="text",
    ),
    accounts(
        "donations.SoftCredit", "recognition for gifts of others",
        fields={Kind.LINK: "gift donor entered_by", Kind.STATE: "id kind amount_cny entered_at ended_at"},
        person=("donor__alumnus",), erase=Erase.KEEP, because=NAMES_A_DONOR,
    ),
    plain(
        "donations.Closing", "closings of the days of the ledger",
        fields={Kind.STATE: "id day gifts total_cny previous_hash hash closed_at"},
    ),
    accounts(
        "donations.Pledge", "what donors promised",
        fields={Kind.TEXT: "note", Kind.LINK: "donor fund campaign college agreement created_by",
                Kind.STATE: "id pledged_on amount paid state code key version created_at"},
        person=("donor__alumnus", "donor__merged_into__alumnus"), erase=Erase.CLEAR, hidden="note key",
        because="its sums stay in the accounts; the note goes",
    ),
    accounts(
        "donations.PledgeChange", "how pledges changed",
        fields={Kind.TEXT: "reason", Kind.LINK: "pledge made_by", Kind.STATE: "id kind amount changed_on made_at"},
        person=("pledge__donor__alumnus",), erase=Erase.KEEP, because=NAMES_A_DONOR,
    ),
    accounts(
        "donations.Instalment", "when a pledge is due",
        fields={Kind.LINK: "pledge", Kind.STATE: "id due_on amount paid reminded_at reminders"},
        person=("pledge__donor__alumnus",), erase=Erase.KEEP, because=NAMES_A_DONOR,
    ),
    accounts(
        "donations.PledgePayment", "which gifts paid a pledge",
        fields={Kind.LINK: "gift instalment matched_by", Kind.STATE: "id amount_cny matched_at"},
        person=("gift__donor__alumnus",), erase=Erase.KEEP, because=NAMES_A_DONOR,
    ),
)  # fmt: skip

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

from .registrations import own_work, plain

CHECKINS = (
    plain(
        "events.CheckList", "places where arrivals are noted",
        fields={Kind.PLAIN: "name name_en", Kind.LINK: "event session created_by",
                Kind.STATE: "id order arrivals came closed_at key created_at"},
    ),
    Table(
        "events.CheckIn", "who came to an event, and who noted it", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.TRACE: "at noted_at undone_at", Kind.LINK: "list registration by undone_by", Kind.STATE: "id seats key"},
        person=("registration__alumnus",), erase=Erase.CLEAR,
        because="a number of people, without a person once the registration is cleared",
    ),
    own_work(
        "events.GatePass", "who may stand at the check-in desk of an event on a day",
        fields={Kind.LINK: "user event given_by", Kind.STATE: "id day given_at ended_at"},
        because="says whose hands the check-in was in",
    ),
    Table(
        "events.GateEntry", "what was noted without a network and could not simply be counted", Basis.CONSENT,
        Kept.THREE_YEARS,
        {Kind.IDENTITY: "name", Kind.TRACE: "at arrived_at", Kind.LINK: "event list registration by decided_by",
         Kind.STATE: "id kind seats reason decision decided_at key"},
        person=("registration__alumnus",), erase=Erase.CLEAR,
        because="the row stays for the event's figures; a name stands there only for who came without registering",
    ),
)  # fmt: skip

from alumni.privacy.terms import Basis, Erase, Kept, Kind, Table

from .registrations import own_work

EFFECT = (
    Table(
        "events.Feedback", "what a registration said of the event", Basis.CONSENT, Kept.THREE_YEARS,
        {Kind.TEXT: "good better", Kind.WISH: "satisfaction again is_named", Kind.LINK: "registration",
         Kind.STATE: "id given_at"},
        person=("registration__alumnus",), erase=Erase.CLEAR,
        because="the mark stays for the event's mean, without a word and without a person",
    ),
    own_work(
        "events.Outcome", "what came of an event",
        fields={Kind.TEXT: "text source", Kind.LINK: "event entered_by",
                Kind.STATE: "id kind happened_on amount key version entered_at"},
        because="the host's word about the event; the form says to name nobody",
    ),
    own_work(
        "events.ModelCase", "how an event was done that others may learn from",
        fields={Kind.TEXT: "text text_en", Kind.LINK: "event marked_by", Kind.STATE: "id version marked_at"},
        because="the office's word about its own work; the form says to name nobody",
    ),
)  # fmt: skip

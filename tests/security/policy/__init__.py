"""Who is let in where: one line for each address of the project, in the file of its app.

A cell is a door, and behind a comma what else must hold:

    open      anybody
    sign-in   whoever has signed in; the others are led to the sign-in page
    member    alumni who are verified; who has signed in as anybody else is led to the page "that is me"
    desk      staff; the others are led to the desk's door

    mine      the row is the alumnus's own, else 404
    kept      the row is what an officer keeps, else 404; own: the superuser sees it as well
    view, edit, ... a right (RIGHTS), else 403
    scope     the row's person is in reach, else 404
    whole     the user reaches everyone, else 404
    verified  alumni are told why an invitation is not theirs; who has signed in as anybody else may not answer one
    405 404   that answer for everybody behind the door; "claim": led to the page "that is me"

"open,405" is written 405; the few words that one library's page needs are explained where they are read.

Officers of chapters are alumni whose rights are their terms of office: "leads" lets in who leads the chapter today,
else 404; who led it once, or will, is a member like others.

Volunteers at an event have a pass for a day: "gate" lets them in on that day, with those who run the event, else 404;
"handed-in" takes from a device what was noted on an earlier day as well.

The alumni of the two sides are graduates of a leave-taking: "leaver" lets in who is in one, else 404; who is in none
gets the empty page, and nothing to send ("leaver-page"); where they live there is no chapter ("nowhere").

The volunteer of today is a student of the association: "student" lets in who is one, "served" who is on the shift.
"""

from . import accounts, alumni, chapters, donations, events, publications, site

TABLES = (site, accounts, alumni, chapters, events, donations, publications)

MEMBERS = {"alumnus": "ours", "other alumnus": "theirs"}
LEADERS = {"chapter officer": "ours", "other chapter officer": "theirs"}
NOT_TODAY = {"past chapter officer", "future chapter officer"}
VERIFIED = {*MEMBERS, *LEADERS, *NOT_TODAY}
VOLUNTEERS = {"gate volunteer": "ours"}  # on the day of their pass
OUTSIDERS = {*VERIFIED, *VOLUNTEERS, "past gate volunteer", "unverified"}
OFFICERS = {"officer": "ours", "other officer": "theirs"}
OFFICE = {"staff", "head", "superuser"}
DESK = {*OFFICERS, *OFFICE, "finance", "editor", "volunteers", "auditor"}
EVERYBODY = ["anonymous", *sorted(OUTSIDERS), *sorted(DESK)]

RIGHTS = {
    "view": DESK,
    "contacts": {*OFFICERS, *OFFICE, "finance"},
    "edit": {*OFFICERS, *OFFICE},
    "add": {*OFFICERS, *OFFICE},
    "export": {*OFFICERS, *OFFICE},
    "import": {*OFFICERS, *OFFICE},
    "merge": {*OFFICERS, *OFFICE},
    "chapters": {*OFFICERS, *OFFICE, "editor", "auditor"},
    "recognise": OFFICE,
    "office": OFFICE,  # what only those do who edit everyone: tags, schools, requests about rights
    "congress": OFFICE,
    "events": {*OFFICERS, *OFFICE, "volunteers", "auditor"},
    "host": {*OFFICERS, *OFFICE},  # who plans events and decides registrations
    "gates": {*OFFICERS, *OFFICE, "volunteers"},  # who runs the check-in
    "consult": OFFICE,
    "programmes": {*OFFICE, "volunteers"},
    "donors": {*OFFICERS, *OFFICE, "finance", "auditor"},
    "gifts": {*OFFICERS, *OFFICE, "finance", "auditor"},  # with amounts
    "enter-gifts": {*OFFICE, "finance"},
    "post-gifts": {"head", "superuser", "finance"},
    "funds": OFFICE,
    "needs": {*OFFICERS, *OFFICE},
    "approve-needs": OFFICE,
    "club": OFFICE,
    "mailings": {"editor", *OFFICE},
    "mail": OFFICE,  # who approves, sends, stops
    "publish-view": {*OFFICE, "editor"},  # issues and articles before they are published
    "publish": {*OFFICE, "editor"},  # writing them
    "log": {"auditor", "head", "superuser"},
    "roles": {"auditor", "head", "superuser"},
    "grant": {"head", "superuser"},
    "super": {"superuser"},
}


def lines() -> list[tuple[str, str, dict[str, str]]]:
    """(address, kind of object, {method: cell})."""
    rows = [line.split() for table in TABLES for line in table.TABLE.splitlines() if line.strip()]
    return [(name, kind, {"GET": get, "POST": post}) for name, kind, get, post in rows]


def expected(cell: str, who: str, side: str) -> str:
    """What `who` gets for an object of `side`."""
    door, *rest = cell.split(",")
    if door.isdigit():
        return door
    if outside := _at_the_door(door, who):
        return outside
    for word in rest:
        if refused := _refused(word, who, side):
            return refused
    return "in"


def _at_the_door(door: str, who: str) -> str:
    if door in ("sign-in", "member", "applicant") and who == "anonymous":
        return "sign-in"
    is_verified = who in VERIFIED
    if (door == "member" and not is_verified) or (door == "applicant" and is_verified):
        return "claim"
    if door == "desk" and who not in DESK:
        return "door"
    if door == "none":  # the middle of something that was never begun
        return "sign-in"
    if door == "logout":  # nobody signs out by a link; outsiders are led to the desk's door
        return "405" if who in DESK else "in"
    if door == "login" and who not in DESK:
        return "sign-in" if who == "anonymous" else "403"
    return ""


def _refused(word: str, who: str, side: str) -> str:
    if word.isdigit() or word == "claim":
        return word
    if word in RIGHTS:
        return "" if who in RIGHTS[word] else "403"
    if word == "whole":
        return "404" if who in OFFICERS else ""
    if word == "verified":
        return "" if who in VERIFIED else "403"
    if word == "office404":
        return "" if who in OFFICE else "404"
    if word == "passkey":  # whose own is asked for, and is not shown by an empty form
        return "sign-in" if who in MEMBERS else ""
    if word == "mine":
        return "" if MEMBERS.get(who) == side else "404"
    if word == "scope":  # everyone who is no officer of a college reaches everyone
        return "404" if OFFICERS.get(who, side) != side else ""
    if word in ("gate", "handed-in"):
        if word == "handed-in" and who == "past gate volunteer" and side == "ours":
            return ""
        if who == "volunteers":  # whoever leads them runs every gate
            return ""
        return "" if who in OFFICE or {**OFFICERS, **VOLUNTEERS}.get(who) == side else "404"
    if word in ("leaver", "leaver-page"):
        return "" if who in MEMBERS else {"leaver": "404", "leaver-page": "405"}[word]
    if word == "nowhere":
        return "404"
    if word == "student":  # of the association of volunteers
        return "" if who in VOLUNTEERS else "404"
    if word == "served":  # on this shift
        return "" if VOLUNTEERS.get(who) == side else "404"
    if word == "applying":  # each side's alumnus has an application that waits
        return "" if who in MEMBERS else "404"
    if word == "sits":  # in the council of the club: the head of the office does
        return "" if who == "head" else "404"
    if word == "leads":
        return "" if LEADERS.get(who) == side else "404"
    if word == "placed":  # a chapter of a place is nobody's at a college
        return "404" if who in OFFICERS else ""
    if word == "own" and who == "superuser":
        return ""
    return "" if OFFICERS.get(who) == side else "404"

import hashlib

from django.db import transaction

from alumni.intake import limits
from alumni.intake.refusal import Refused
from alumni.models import Roster
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import services as jobs

from .files import kept_name


class SameFile(Exception):
    """This very file was uploaded before; `roster` is what became of it."""

    def __init__(self, roster):
        super().__init__(roster.pk)
        self.roster = roster


class TooLarge(Exception):
    """`str()` is a sentence for the person who sent it."""


class OutOfReach(Exception):
    """The user may not import for this college."""


@transaction.atomic
def upload_roster(*, file, filename: str, college, by, overwrite: bool = False, again: bool = False) -> Roster:
    """Keep an uploaded file and queue its check. The same file is taken a second time only with `again`."""
    reach = by.reach(Permission.ROSTER_IMPORT)
    if not reach or (not reach.everyone and (college is None or college.pk not in reach.college_ids)):
        raise OutOfReach
    if file.size > limits.MAX_BYTES:
        raise TooLarge(str(Refused("too_large", limit=limits.MAX_BYTES // 1024 // 1024)))
    sha256 = digest_of(file)
    if not again and (earlier := same_file(sha256, by)):
        raise SameFile(earlier)
    roster = Roster(
        college=college, filename=filename[-200:], sha256=sha256, size=file.size, overwrite=overwrite,
        mappings=chosen_before(college), uploaded_by=by,
    )  # fmt: skip
    roster.file.save(kept_name(filename), file, save=False)
    roster.save()
    start_check(roster, by)
    return roster


def digest_of(file):
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()


def same_file(sha256, by):
    gone = [Roster.State.REFUSED, Roster.State.UNDONE]
    return Roster.objects.visible_to(by).filter(sha256=sha256).exclude(state__in=gone).first()


def chosen_before(college):
    """What was said about unknown names when this college last sent a file."""
    last = Roster.objects.filter(college=college).exclude(mappings={}).first()
    return {name: last.mappings[name] for name in ("colleges", "schools") if last and name in last.mappings}


def start_check(roster, by):
    roster.job = jobs.start(kind="roster_check", by=by, subject_id=roster.pk)
    roster.save(update_fields=["job"])

"""What people call each kind of job, and where its work is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import Job


@dataclass(frozen=True)
class Kind:
    """`page` returns the address of the work itself; `may_download(job, user)` says whether someone
    may still take the result away, on the day of doing so; `names` gives what jobs work on, by subject_id."""

    label: str | Promise
    page: Callable[[Job], str] | None = None
    may_download: Callable[[Job, Any], bool] | None = None
    names: Callable[[set[int]], dict[int, str]] | None = None


kinds: dict[str, Kind] = {}
COUNT_LABELS: dict[str, str | Promise] = {
    "created": _("Created"),
    "updated": _("Updated"),
    "unchanged": _("Unchanged"),
    "ambiguous": _("Ambiguous"),
    "rejected": _("Rejected"),
    "skipped": _("Not a person"),
    "found": _("Found"),
    "exported": _("Exported"),
    "printed": pgettext_lazy("labels", "Printed"),
    "cut": pgettext_lazy("labels", "Too long for the label"),
    "changed": _("Changed"),
    "same": _("As it was"),
}


def describe(kind: str, label: str | Promise, *, page=None, may_download=None, names=None) -> None:
    kinds[kind] = Kind(label, page, may_download, names)


def kind_of(job: Job) -> Kind:
    return kinds.get(job.kind) or Kind(job.kind)


def name_subjects(jobs: list[Job]) -> None:
    """Give each job `about`, the name of what it works on: one query for all jobs of a kind."""
    for kind in {job.kind for job in jobs}:
        same = [job for job in jobs if job.kind == kind]
        ids = {job.subject_id for job in same if job.subject_id}
        find = kinds[kind].names if kind in kinds else None
        names = find(ids) if find and ids else {}
        for job in same:
            job.about = names.get(job.subject_id or 0, "")


def may_download(job: Job, user) -> bool:
    """Whether there is a result that `user` may take away now."""
    allowed = kind_of(job).may_download
    return job.state == Job.State.DONE and bool(job.result) and (allowed is None or allowed(job, user))


def counts_of(job: Job) -> list[tuple[str, str | Promise, int]]:
    """(word, label, number) of each count that is not zero, in the order of COUNT_LABELS."""
    order = {word: place for place, word in enumerate(COUNT_LABELS)}
    words = sorted(job.counts, key=lambda word: order.get(word, len(order)))
    return [
        (word, COUNT_LABELS.get(word, word), job.counts[word])
        for word in words
        if isinstance(job.counts[word], int) and job.counts[word]
    ]


def problem_of(job: Job) -> str | Promise:
    """Return why a failed job failed, as a sentence. A refusal is one; the name of an exception is not."""
    if not job.error or " " in job.error or not job.error.isascii():
        return job.error
    return _("Something went wrong on our side. What was finished is kept; resuming goes on from there.")

"""Earlier counts of a vote, from the history that the database keeps: the latest first."""

from django.apps import apps

from chapters.models import Election, Motion


def of_motion(motion: Motion) -> list:
    return list(motion.versions.filter(voted_at__isnull=False).order_by("-pgh_id"))  # type: ignore[attr-defined]


def of_election(election: Election) -> list:
    """What candidates had before, each with `.alumnus`."""
    rows = apps.get_model("chapters", "CandidateEvent").objects.filter(election=election.pk, votes__isnull=False)
    return list(rows.select_related("alumnus").order_by("-pgh_id"))

"""Earlier counts of a vote, from the history that the database keeps: the latest first."""

from chapters.models import Candidate, Election, Motion


def of_motion(motion: Motion) -> list:
    return list(motion.versions.filter(voted_at__isnull=False).order_by("-pgh_id"))  # type: ignore[attr-defined]


def of_election(election: Election) -> list:
    """What candidates had before, each with `.alumnus`."""
    versions = Candidate._meta.get_field("versions").related_model
    rows = versions.objects.filter(election=election.pk, votes__isnull=False)
    return list(rows.select_related("alumnus").order_by("-pgh_id"))

from .models import AccessRecord


def record_access(*, action, target: str, by, target_id=None, count=1, reason="", criteria=None) -> AccessRecord:
    """Write one access row in the caller's transaction: when it cannot be written, the read fails.

    When somebody looks at the site as someone else, the row names who looks, and as whom.
    """
    criteria = dict(criteria or {})
    if hijacker_id := getattr(by, "hijacker_id", None):
        criteria["looking_as"] = by.pk
    return AccessRecord.objects.create(
        action=action,
        target=target,
        target_id=target_id,
        count=count,
        by_id=hijacker_id or by.pk,
        reason=reason,
        criteria=criteria,
    )

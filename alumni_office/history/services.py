from .models import AccessRecord


def record_access(*, action, target: str, by, target_id=None, count=1, reason="", criteria=None) -> AccessRecord:
    """Write one access row in the caller's transaction: when it cannot be written, the read fails."""
    return AccessRecord.objects.create(
        action=action,
        target=target,
        target_id=target_id,
        count=count,
        by=by,
        reason=reason,
        criteria=criteria or {},
    )

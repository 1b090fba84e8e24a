"""What the app tells search engines and feed readers."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import cast

from django.urls import reverse
from django.utils import timezone

from alumni_office.ui.public import News

from .models import College, School, Succession

LATEST = 30


def paths() -> Iterator[str]:
    yield reverse("alumni:colleges")
    for school in School.objects.all():
        yield school.public_url
    for college in College.objects.all():
        yield college.public_url


def news() -> Iterator[News]:
    """What became of colleges lately."""
    changes = Succession.objects.filter(happened_on__isnull=False).select_related("predecessor", "successor")
    for change in changes.order_by("-happened_on", "-pk")[:LATEST]:
        old, new, day = change.predecessor, change.successor, change.happened_on
        at = timezone.make_aware(datetime.combine(cast(date, day), time()))
        title = f"{old.shown_name} → {new.shown_name}"
        yield News(title, old.public_url, at, str(change.get_kind_display()), key=str(change.pk))

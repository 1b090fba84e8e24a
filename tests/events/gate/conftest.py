from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_check_list, make_event


@pytest.fixture
def event():
    """Today, and going on."""
    return make_event(starts_at=timezone.now() - timedelta(hours=1), state="closed")


@pytest.fixture
def gate(event):
    return make_check_list(event, "校门")

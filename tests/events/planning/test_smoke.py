from uuid import uuid4

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from tests.factories import *

pytestmark = pytest.mark.django_db


def test_pages(client, each_language):
    head = make_user(Role.HEAD)
    event = make_event(
        series=make_series(), place=make_place(capacity=5), capacity=10, title_en="Return Day", text="<p>你好</p>"
    )
    session = make_event_session(event)
    speaker = make_speaker(session, make_alumnus("欧阳修"))
    make_speaker(session)
    ticket, question = make_ticket(event), make_question(event)
    make_registration(event)
    for address in (
        reverse("events:events"),
        event.get_absolute_url(),
        reverse("events:series", args=[event.series_id]),
        reverse("events:calendar"),
        reverse("events:feed"),
        reverse("events:event-calendar", args=[event.pk]),
        reverse("events:share", args=[event.pk]),
        reverse("events:series-calendar", args=[event.series_id]),
        "/",
        "/sitemap.xml",
        "/feed/",
    ):
        assert client.get(address).status_code == 200, address
    from events.services import speakers

    assert client.get(reverse("events:speaker", args=[speakers.link_of(speaker)])).status_code == 200
    assert client.get(reverse("events:speaker", args=["x"])).status_code == 404
    client.force_login(head)
    n = "admin:events_event_"
    for name, *args in [
        ("changelist",),
        ("add",),
        ("drafts",),
        ("over",),
        *[
            (name, event.pk)
            for name in "change words time rules cancel copy tickets ticket_add sessions session_add questions question_add invites materials".split()
        ],
        ("ticket", event.pk, ticket.pk),
        ("session", event.pk, session.pk),
        ("question", event.pk, question.pk),
        ("speakers", event.pk, session.pk),
        ("speaker_add", event.pk, session.pk),
        ("speaker", event.pk, speaker.pk),
    ]:
        answer = client.get(reverse(n + name, args=args))
        assert answer.status_code == 200, name
    for name in ("series", "place"):
        assert client.get(reverse(f"admin:events_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:events_{name}_add")).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200

"""Who has my data, and the card."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from alumni.models import Card
from alumni.queries import mine as queries
from alumni.services import mine
from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessedPerson
from alumni_office.history.services import record_access
from alumni_office.mail import services as mail
from tests.factories import make_contact, make_degree, make_member, make_roster_row, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    person = make_member("张三")
    client.force_login(person.user)
    return person


def test_each_value_says_where_it_came_from(client, me):
    make_contact(me, source="roster", roster_row=make_roster_row("数学学院.xlsx", 7))
    page = client.get(reverse("alumni:me-sources")).content.decode()
    assert "数学学院.xlsx" in page
    assert "13800000000" in page


def test_who_looked_and_who_took_away_is_told_with_the_reason(client, me):
    staff = make_user(Role.STAFF, name="李老师")
    record_access(action="view", target="alumni.alumnus", target_id=me.pk, by=staff)
    record_access(action="export", target="alumni.alumnus", by=staff, count=2, reason="校庆邀请函", people=[me.pk, 77])
    record_access(action="export", target="alumni.alumnus", by=staff, count=1, reason="与我无关", people=[77])
    found = [(look.by, look.reason, look.is_of_many) for look in queries.looks(me)]
    assert found == [("李老师", "校庆邀请函", True), ("李老师", "", False)]
    page = client.get(reverse("alumni:me-sources")).content.decode()
    assert "校庆邀请函" in page
    assert "与我无关" not in page


def test_people_of_a_record_are_written_in_batches(monkeypatch):
    monkeypatch.setattr("alumni_office.history.services.BATCH", 2)
    record = record_access(action="export", target="alumni.alumnus", by=make_user(), count=5, people=range(5))
    assert sorted(AccessedPerson.objects.filter(record=record).values_list("person_id", flat=True)) == [0, 1, 2, 3, 4]


def test_what_was_sent_is_told_with_why(client, me):
    mail.queue(to="z@example.com", subject="您的验证码", text="123456", purpose="alumni.code", person_id=me.pk)
    mail.queue(to="y@example.com", subject="别人的信", text="…", purpose="alumni.code", person_id=me.pk + 1)
    page = client.get(reverse("alumni:me-sources")).content.decode()
    assert "您的验证码" in page
    assert "别人的信" not in page
    assert "123456" not in page


# -- the card -------------------------------------------------------------------------------------


def card_of(client, me) -> Card:
    client.post(reverse("alumni:me-card-new"))
    return Card.objects.get(alumnus=me)


def test_a_card_is_issued_once_and_looking_issues_none(client, me):
    client.get(reverse("alumni:me-card"))
    assert not Card.objects.exists()
    first = card_of(client, me)
    assert card_of(client, me) == first
    assert "<svg" in client.get(reverse("alumni:me-card")).content.decode()


def test_the_code_says_good_or_not_and_nothing_else(client, me):
    make_degree(me, major="数学", graduation_year=2002)
    card = card_of(client, me)
    client.logout()
    good = client.get(reverse("alumni:card", args=[card.token]))
    bad = client.get(reverse("alumni:card", args=[card.token[:-1] + "x"]))
    assert (good.status_code, bad.status_code) == (200, 404)
    for secret in ("张三", "数学", "2002", card.number):
        assert secret not in good.content.decode()


@pytest.mark.parametrize("field", ["verified_at", "user", "archived_at", "inactive", "withdrawn"])
def test_a_card_is_void_at_once_when_the_verification_is(client, me, field):
    card = card_of(client, me)
    assert queries.good_card(card.token) == card
    if field == "inactive":
        me.user.is_active = False
        me.user.save()
    elif field == "withdrawn":
        Card.objects.update(withdrawn_at=timezone.now())
    else:
        setattr(me, field, timezone.now() if field == "archived_at" else None)
        me.save()
    assert queries.good_card(card.token) is None


def test_a_lost_card_is_replaced_and_its_code_is_void(client, me):
    first = card_of(client, me)
    client.post(reverse("alumni:me-card-new"), {"lost": "1"})
    second = Card.objects.get()
    assert second.token != first.token
    assert second.number != first.number
    assert queries.good_card(first.token) is None
    assert queries.good_card(second.token) == second


def test_nobody_without_a_verification_gets_a_card(me):
    me.verified_at = None
    me.save()
    with pytest.raises(mine.card.NotVerified):
        mine.issue_card(person=me, by=me.user)
    with pytest.raises(PermissionDenied):
        mine.issue_card(person=make_member("李四"), by=me.user)


def test_the_card_is_saved_as_a_picture(client, me):
    make_degree(me, major="数学", graduation_year=2002)
    card_of(client, me)
    answer = client.get(reverse("alumni:me-card-image"))
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert drawn.size == (1712, 1080)
        assert len(drawn.getcolors(1_000_000)) > 10
    assert answer["Content-Disposition"].startswith("attachment")

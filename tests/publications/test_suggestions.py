"""Suggestions: sent in by alumni and by student teams, each step answered by mail."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from alumni_office.ui import today
from publications.models import Article, Suggestion
from publications.services import suggestions
from tests.factories import make_member, make_suggestion, make_user

pytestmark = pytest.mark.django_db
TEAM = {"team": "晨光采访队", "name": "张同学", "email": "team@example.com", "title": "三代人", "text": "一家三代。"}


@pytest.fixture(autouse=True)
def _counters(monkeypatch):
    counts = {}

    def counted(key, *, seconds, number=1):
        counts[key] = counts.get(key, 0) + number
        return counts[key]

    monkeypatch.setattr("publications.views.suggestions.counted", counted)


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


def test_a_student_team_sends_in_a_story_and_hears_that_it_came(client, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/publications/suggest/team/", TEAM | {"key": uuid4()})
    assert response["Location"] == "/publications/suggest/thanks/"
    row = Suggestion.objects.get()
    assert (row.source, row.team, row.state, row.alumnus) == ("team", "晨光采访队", "submitted", None)
    assert [(mail.to, "三代人" in mail.body) for mail in mailoutbox] == [(["team@example.com"], True)]


def test_sending_twice_is_sending_once(client):
    data = TEAM | {"key": uuid4()}
    for _ in range(2):
        client.post("/publications/suggest/team/", data)
    assert (Suggestion.objects.count(), Message.objects.count()) == (1, 1)


def test_an_alumnus_sends_in_a_story_from_the_own_account(client):
    member = make_member("李娜")
    client.force_login(member.user)
    client.post("/publications/suggest/", {"title": "天文台", "text": "三十年", "key": uuid4()})
    row = Suggestion.objects.get()
    assert (row.source, row.alumnus, row.name, row.email) == ("alumnus", member, "李娜", member.user.email)


def test_nobody_can_have_many_mails_sent_to_a_stranger(client):
    codes = [client.post("/publications/suggest/team/", TEAM | {"key": uuid4()}).status_code for _ in range(6)]
    assert codes == [302] * 5 + [422]
    assert Message.objects.count() == 5


@pytest.mark.parametrize(
    ("field", "value"), [("email", "a@x;b@x"), ("title", ""), ("text", ""), ("title", "长" * 121), ("team", "")],
    ids=["address", "no title", "no text", "long", "no team"],
)  # fmt: skip
def test_wrong_input_gives_a_sentence_at_its_field(client, field, value):
    page = client.post("/publications/suggest/team/", TEAM | {"key": uuid4(), field: value})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_a_suggestion_goes_through_editing_to_the_drawer(client, editor):
    suggestion = make_suggestion(text="第一段\n<b>第二段</b>")
    client.force_login(editor)
    client.post(reverse("admin:publications_suggestion_take", args=[suggestion.pk]))
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.editor) == ("editing", editor)
    client.post(reverse("admin:publications_suggestion_accept", args=[suggestion.pk]), {"accept-answer": "写得好"})
    suggestion.refresh_from_db()
    article = Article.objects.get()
    assert (suggestion.state, suggestion.article) == ("accepted", article)
    assert (article.title, article.issue) == ("三代人的宿舍", None)
    assert article.body == "<p>第一段</p><p>&lt;b&gt;第二段&lt;/b&gt;</p>"
    assert ["写得好" in text for text in Message.objects.order_by("pk").values_list("text", flat=True)] == [False, True]


def test_declining_needs_a_reason_and_the_sender_reads_it(client, editor):
    suggestion = make_suggestion()
    client.force_login(editor)
    path = reverse("admin:publications_suggestion_decline", args=[suggestion.pk])
    assert client.post(path, {"decline-answer": ""}).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.update(state="declined", editor=editor, decided_at="2026-01-01T00:00Z")
    client.post(path, {"decline-answer": "以产品推介为主"})
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.answer) == ("declined", "以产品推介为主")
    assert "以产品推介为主" in Message.objects.get().text


@pytest.mark.parametrize(("at", "to"), [("accepted", "declined"), ("declined", "editing"), ("editing", "submitted")])
def test_a_decision_stays(editor, at, to):
    suggestion = make_suggestion(state=at, editor=editor, answer="好",
                                 decided_at=None if at == "editing" else "2026-01-01T00:00Z")  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Suggestion.objects.update(state=to, decided_at=None if to in Suggestion.OPEN else "2026-01-01T00:00Z")
    if at != "editing":
        with pytest.raises(suggestions.Decided):
            suggestions.decline(suggestion=suggestion, answer="不", by=editor)


def test_what_waits_is_on_the_first_page(editor):
    make_suggestion()
    make_suggestion(state="editing", editor=editor)
    counts = {str(each["url"]): each["count"] for each in today.waiting_for(editor)}
    assert counts[reverse("admin:publications_suggestion_changelist")] == 1


def test_the_editor_sees_no_address_and_the_office_does(client, editor):
    path = reverse("admin:publications_suggestion_change", args=[make_suggestion(email="who@example.com").pk])
    client.force_login(editor)
    assert "who@example.com" not in client.get(path).content.decode()
    client.force_login(make_user(Role.STAFF))
    assert "who@example.com" in client.get(path).content.decode()


def test_the_list_costs_the_same_for_one_and_five(client, editor, django_assert_num_queries):
    client.force_login(editor)
    for count in (1, 5):
        while Suggestion.objects.count() < count:
            make_suggestion()
        with django_assert_num_queries(4):
            client.get(reverse("admin:publications_suggestion_changelist"))

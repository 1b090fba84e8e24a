"""Two people, or two clicks, at one mailing at the same moment."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from alumni.models import SavedSearch
from publications.models import Mailing
from publications.queries.audience import Audience, Part
from publications.services import composing
from tests.factories import make_user

from .makers import make_mailing, make_reader, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    editor = make_user("editor")
    client.force_login(editor)
    return editor


@contextmanager
def before_the_lock(act):
    """Does `act` once, just before a mailing's row is locked: as somebody who was that little bit faster."""
    todo = [act]

    def watch(execute, sql, params, many, context):
        if todo and "publications_mailing" in sql and "FOR UPDATE" in sql:
            todo.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert not todo


def test_what_somebody_wrote_while_it_was_looked_at_is_checked_too(editor):
    make_reader()
    mailing = make_mailing(editor, blocks=[text("<p>您好</p>")])
    version = mailing.versions.get()

    def write():
        version.blocks[0]["html"] = "<p>{{ nobody }}</p>"
        version.save()

    with before_the_lock(write):
        found = composing.check(mailing=mailing, by=editor)
    assert [problem.sentence for problem in found] == ["其间有人作了修改：请重新检查。"]
    mailing.refresh_from_db()
    assert mailing.state == "draft"
    assert any(each.stops for each in composing.check(mailing=mailing, by=editor))


def test_a_search_that_is_deleted_while_it_is_chosen_gets_a_sentence(client, editor):
    search = SavedSearch.objects.create(name="我的", words="王伟", owner=editor)
    mailing = make_mailing(editor, blocks=[text()])
    page = reverse("admin:publications_mailing_readers", args=[mailing.pk])
    with before_the_lock(search.delete):
        answer = client.post(page, {"searches": [search.pk]})
    assert "其中一项刚被删除，请重新选择。" in answer.text
    mailing.refresh_from_db()
    assert mailing.audience == Audience((Part("everyone"),)).as_json()


def test_a_block_that_is_saved_twice_stands_there_once(client, editor):
    mailing = make_mailing(editor)
    page = reverse("admin:publications_mailing_block_add", args=[mailing.pk, "zh-hans"]) + "?kind=heading"
    assert 'name="form_key"' in client.get(page).text
    sent = {"text": "本期文章", "form_key": str(uuid4())}
    for _click in range(2):
        assert client.post(page, sent).status_code == 302
    assert [block["text"] for block in mailing.versions.get().blocks] == ["本期文章"]
    client.post(page, sent | {"form_key": str(uuid4()), "text": "校园"})
    assert [block["text"] for block in mailing.versions.get().blocks] == ["本期文章", "校园"]


def test_a_copy_that_is_asked_for_twice_is_one(editor):
    mailing, key = make_mailing(editor, blocks=[text()]), uuid4()
    first, second = (composing.copy_mailing(mailing=mailing, title="又一封", key=key, by=editor) for _ in range(2))
    assert first == second
    assert Mailing.objects.count() == 2
    assert first.versions.get().blocks == mailing.versions.get().blocks


def test_the_composer_names_every_field_of_a_reader(client, editor):
    mailing = make_mailing(editor)
    page = client.get(
        reverse("admin:publications_mailing_block_add", args=[mailing.pk, "zh-hans"]), {"kind": "text"}
    ).text
    for field in ("name", "surname", "college", "major", "class", "year", "city"):
        assert f"{{{{ {field}|… }}}}" in page

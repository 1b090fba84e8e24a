"""What SpamAssassin says before a mailing may be approved: here a program of its manners, whose word is settled."""

import pytest
from django.urls import reverse

from publications.services import composing
from tests.factories import make_user

from .makers import make_mailing, make_reader, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    editor = make_user("editor")
    client.force_login(editor)
    make_reader()
    return editor


@pytest.fixture
def says(tmp_path, monkeypatch):
    """Puts a program named spamassassin into the path that gives so many points and keeps what it was given."""

    def put(points, line="X-Spam-Status: No, score={points} required=5.0 tests=NONE"):
        program = tmp_path / "spamassassin"
        said = line.format(points=points)
        program.write_text(f'#!/bin/sh\n[ "$1 $2" = "-L -t" ] || exit 2\ncat > {tmp_path}/given\necho "{said}"\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return tmp_path / "given"

    return put


def check_page(mailing):
    return reverse("admin:publications_mailing_check", args=[mailing.pk])


def test_a_letter_that_counts_as_spam_is_not_checked_and_the_page_says_why(client, editor, says):
    given = says(6.2)
    mailing = make_mailing(editor, subject="赢大奖", blocks=[text("<p>{{ name|校友 }}，点击领奖</p>")])
    page = client.post(check_page(mailing)).text
    assert "SpamAssassin 给这封信评 6.2 分；达到 5 分即视为垃圾邮件。" in page
    assert "disabled" in page
    mailing.refresh_from_db()
    assert (mailing.state, mailing.versions.get().spam_score) == ("draft", 6.2)
    assert "6.2" in client.get(check_page(mailing)).text
    mail = given.read_bytes()
    assert mail.startswith(b"Date: ")
    assert b"List-Unsubscribe: <" in mail
    assert b"{{" not in mail


@pytest.mark.parametrize(("points", "state", "sentences"), [(0.3, "checked", 0), (2.5, "checked", 1)])
def test_a_letter_below_that_is_checked_and_the_points_are_kept(editor, says, points, state, sentences):
    says(points)
    mailing = make_mailing(editor, blocks=[text()])
    found = composing.check(mailing=mailing, by=editor)
    assert mailing.state == state
    assert len([problem for problem in found if "SpamAssassin" in problem.sentence]) == sentences
    assert mailing.versions.get().spam_score == points


@pytest.mark.parametrize("why", ["not installed", "says nothing of use"])
def test_where_it_says_nothing_the_mailing_is_checked_without_it(editor, says, monkeypatch, tmp_path, why):
    says(0, line="sorry")
    if why == "not installed":
        (tmp_path / "spamassassin").unlink()
        monkeypatch.setenv("PATH", str(tmp_path))
    mailing = make_mailing(editor, blocks=[text()])
    composing.check(mailing=mailing, by=editor)
    assert (mailing.state, mailing.versions.get().spam_score) == ("checked", None)

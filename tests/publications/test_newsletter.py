"""The newsletter as it arrives: composed from articles of the demonstration, sent, and taken from the mail server."""

import email
import email.policy
import re
import shutil
import subprocess

import pytest

from publications.demo.stories import stories
from publications.services import composing, mailings, sending
from tests.factories import make_user

from .composing.makers import make_mailing, make_reader
from .reading import html_errors, marks_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsletter(sink, send):
    """The bytes that the mail server took."""
    server, editor, head = sink(), make_user("editor"), make_user("head")
    make_reader()
    blocks = [{"kind": "text", "html": "<p>{{ name|校友 }}，您好：</p>"}]
    for story in list(stories().values())[:3]:
        fields = story.fields("王伟", "Wang Wei")
        blocks += [{"kind": "heading", "text": fields["title"]}, {"kind": "text", "html": f"<p>{fields['lead']}</p>"}]
    mailing = make_mailing(editor, subject="山东大学校友通讯 2026 年第 3 期", blocks=blocks)
    assert [problem.sentence for problem in composing.check(mailing=mailing, by=editor) if problem.stops] == []
    mailings.approve(mailing_id=mailing.pk, by=head)
    mailings.send_now(mailing_id=mailing.pk, by=head)
    sending.prepare(mailing_id=mailing.pk)
    assert send(mailing).state == "done"
    ((_recipient, _number, raw),) = server.stored
    return raw


def test_what_arrives_is_read_without_a_defect_by_a_strict_reader(newsletter):
    mail = email.message_from_bytes(newsletter, policy=email.policy.strict)
    parts = list(mail.walk())
    assert [part.get_content_type() for part in parts] == ["multipart/alternative", "text/plain", "text/html"]
    assert [defect for part in parts for defect in part.defects] == []
    assert [defect for part in parts for value in part.values() for defect in value.defects] == []
    assert str(mail["Subject"]) == "山东大学校友通讯 2026 年第 3 期"
    for kind in ("plain", "html"):
        shown = mail.get_body([kind]).get_content()
        assert "王伟" in shown
        assert "{{" not in shown
    assert html_errors(mail.get_body(["html"]).get_content()) == []
    assert marks_in(mail.get_body(["plain"]).get_content()) == []


@pytest.mark.skipif(not shutil.which("spamassassin"), reason="SpamAssassin is not installed")
def test_the_newsletter_does_not_look_like_spam(newsletter):
    """By SpamAssassin's own rules (-L: it asks nobody on the net)."""
    told = subprocess.run(["spamassassin", "-L", "-t"], input=newsletter, capture_output=True, timeout=60, check=True)
    score = re.search(rb"score=(-?\d+\.\d+)", told.stdout)
    assert float(score[1]) < 1.0

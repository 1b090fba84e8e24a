"""Links of a letter, counted in sum and only where the letter says so."""

import pytest
from django.conf import settings

from alumni_office.mail import tokens
from publications.models import MailingLink
from publications.services import clicks, composing
from tests.factories import make_user

from .composing.makers import make_mailing, make_reader, text

pytestmark = pytest.mark.django_db
LINK = '<p><a href="https://www.example.edu/?a=1&amp;b=2">x</a></p>'


def checked(counts):
    by = make_user("editor")
    make_reader()
    mailing = make_mailing(by, blocks=[text(LINK)], language="en")
    mailing.counts_clicks = counts
    mailing.save(update_fields=["counts_clicks"])
    composing.check(mailing=mailing, by=by)
    return mailing.versions.get()


def test_a_letter_that_does_not_say_so_keeps_its_links():
    assert 'href="https://www.example.edu/?a=1&amp;b=2"' in checked(False).html
    assert not MailingLink.objects.exists()


def test_a_counted_link_leads_to_its_address_and_only_the_sum_is_kept(client):
    version = checked(True)
    link = MailingLink.objects.get()
    assert link.url == "https://www.example.edu/?a=1&b=2"
    assert "https://www.example.edu" not in version.html
    assert "counted in sum" in version.html
    page = clicks.link_to(link)
    assert page in version.html
    path = page.removeprefix(settings.SITE_URL)
    for _each in range(3):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"], answer.cookies) == (302, link.url, {})
    client.head(path)
    client.get(path, headers={"Sec-Purpose": "prefetch"})
    link.refresh_from_db()
    assert link.clicks == 3
    assert [field.name for field in MailingLink._meta.fields] == ["id", "mailing", "url", "clicks"]


def test_it_is_no_open_redirect(client):
    checked(True)
    link = MailingLink.objects.get()
    for token in ("x", tokens.make("unsubscribe", link.pk), tokens.make(clicks.PURPOSE, link.pk + 9), "A" * 32):
        assert client.get(f"/mail/to/{token}/").status_code == 404
    page = f"/mail/to/{tokens.make(clicks.PURPOSE, link.pk)}/"
    assert client.get(f"{page}?url=https://evil.example/")["Location"] == link.url


def test_links_of_the_reader_are_never_counted():
    version = checked(True)
    assert version.html.count("{{ unsubscribe }}") == 1
    assert "{{ preferences }}#why" in version.html

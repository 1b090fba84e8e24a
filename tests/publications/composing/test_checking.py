"""What must be in order before a mailing may be approved."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from alumni_office.documents import uploads
from publications.forms.composing import BLOCK_FORMS
from publications.models import Mailing
from publications.services import composing
from publications.services.composing.pictures import LONGEST
from tests.factories import make_user

from .makers import make_mailing, make_reader, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor")


def stops(mailing, by):
    with translation.override("en"):
        return [problem.sentence for problem in composing.problems_of(mailing, by=by)[0] if problem.stops]


def picture():
    out = io.BytesIO()
    Image.new("RGB", (2400, 1600), "red").save(out, "JPEG")
    return out.getvalue()


def test_a_mailing_in_order_is_checked_and_its_parts_are_kept(editor):
    make_reader()
    mailing = make_mailing(editor, blocks=[text()])
    assert [problem.sentence for problem in composing.check(mailing=mailing, by=editor) if problem.stops] == []
    version = mailing.versions.get()
    assert (mailing.state, mailing.expected, mailing.needs_second) == ("checked", 1, False)
    assert "{{ name|校友 }}" in version.html
    assert version.text.startswith("Alumni Office") or "校友" in version.text


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ({"kind": "text", "html": "<p>{{ salary|0 }}</p>"}, "There is no field “salary”."),
        ({"kind": "text", "html": "<p>{{ name }}</p>"}, "The field “name” needs words"),
        ({"kind": "text", "html": ""}, "A text is empty."),
        ({"kind": "heading", "text": ""}, "A heading is empty."),
        ({"kind": "button", "text": "报名", "url": ""}, "A button leads nowhere."),
        ({"kind": "article", "id": 999}, "An article is not published, or not any more."),
        ({"kind": "picture", "id": 999, "alt": "x"}, "A picture is missing."),
        ({"kind": "text", "html": "<p><a href='#'>x</a></p>"}, "A link leads nowhere."),
        ({"kind": "text", "html": "<p>" + "长" * 40_000 + "</p>"}, "The letter is larger than 100 KB"),
    ],
    ids=["unknown", "fallback", "text", "heading", "button", "article", "picture", "link", "size"],
)
def test_what_is_not_in_order_stops_the_mailing_with_a_sentence(editor, block, sentence):
    make_reader()
    mailing = make_mailing(editor, blocks=[block], language="en")
    assert any(said.startswith(sentence) for said in stops(mailing, editor)), stops(mailing, editor)
    composing.check(mailing=mailing, by=editor)
    assert Mailing.objects.get().state == "draft"


def test_a_picture_without_words_for_those_who_do_not_see_it_stops_the_mailing(editor):
    make_reader()
    mailing = make_mailing(editor, language="en")
    row = composing.add_picture(mailing=mailing, upload=uploads.picture(picture(), longest_side=LONGEST), by=editor)
    assert (row.width, row.height) == (1200, 800)
    composing.add_block(
        version=mailing.versions.get(), blocks=[{"kind": "picture", "id": row.pk, "alt": ""}], by=editor
    )
    assert stops(mailing, editor) == ["A picture has no words for those who do not see it."]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "Choose a picture."),
        ({"file": b"<svg onload=alert(1)>"}, "This is no picture that we can read: choose a JPEG or PNG up to 10 MB."),
    ],
    ids=["none", "no picture"],
)
def test_a_picture_block_wants_a_picture(editor, files, sentence):
    sent = {name: SimpleUploadedFile("x.png", content) for name, content in files.items()}
    with translation.override("en"):
        form = BLOCK_FORMS["picture"]({"alt": "门"}, sent, mailing=make_mailing(editor), initial={})
        assert form.errors == {"file": [sentence]}


def test_an_empty_letter_and_an_empty_audience_stop_the_mailing(editor):
    mailing = make_mailing(editor, audience=None, language="en")
    assert stops(mailing, editor) == ["The letter is empty.", "Nobody would get this mailing: choose other readers."]


def test_a_mailing_to_many_needs_a_second_person(editor, settings):
    settings.MAIL_SECOND_PERSON_ABOVE = 1
    make_reader()
    make_reader("李娜", "li@example.com")
    mailing = make_mailing(editor, blocks=[text()])
    composing.check(mailing=mailing, by=editor)
    assert mailing.needs_second


def test_a_change_after_the_check_makes_it_a_draft_again(editor):
    make_reader()
    mailing = make_mailing(editor, blocks=[text()])
    composing.check(mailing=mailing, by=editor)
    composing.add_block(version=mailing.versions.get(), blocks=[text("<p>又一段</p>")], by=editor)
    assert Mailing.objects.get().state == "draft"


def test_blocks_are_moved_changed_and_taken_out_one_by_one(editor):
    mailing = make_mailing(editor, blocks=[{"kind": "heading", "text": each} for each in "甲乙丙"])
    version = mailing.versions.get()
    first, second, third = (block["key"] for block in version.blocks)
    composing.move_block(version=version, key=third, by_places=-1, by=editor)
    composing.change_block(version=version, key=first, values={"text": "天"}, by=editor)
    composing.remove_block(version=version, key=second, by=editor)
    composing.remove_block(version=version, key=second, by=editor)
    assert [block["text"] for block in mailing.versions.get().blocks] == ["天", "丙"]
    with pytest.raises(composing.NoSuchBlock):
        composing.move_block(version=version, key=second, by_places=1, by=editor)


def test_the_same_form_sent_twice_makes_one_mailing(editor):
    said = {"title": "x", "subject": "y", "language": "en", "key": "4" * 32, "by": editor}
    assert composing.make_mailing(**said) == composing.make_mailing(**said)
    assert Mailing.objects.count() == 1


def test_a_copy_takes_words_readers_and_rules_along(editor):
    mailing = make_mailing(editor, blocks=[text()])
    made = composing.copy_mailing(mailing=mailing, title="四月通讯", key="5" * 32, by=editor)
    assert (made.state, made.audience) == ("draft", mailing.audience)
    assert made.versions.get().blocks == mailing.versions.get().blocks


def test_the_figures_of_a_large_audience_are_about_right_kept_for_a_minute_and_exact_at_a_press(
    client, editor, monkeypatch
):
    monkeypatch.setattr("publications.queries.reach.SAMPLE_BEYOND", 10)
    for number in range(64):
        make_reader(f"读者{number}", f"r{number}@example.com")
    page = reverse("admin:publications_mailing_readers", args=[make_mailing(editor).pk])
    client.force_login(editor)
    first = client.get(page, {"lang": "en"})
    assert (first.context["readers"].figures.people, first.context["readers"].figures.one_in) == (64, 16)
    assert "about 64" in " ".join(first.content.decode().split())
    make_reader("新来的", "new@example.com")
    assert client.get(page).context["readers"].figures.people == 64
    exact = client.get(page, {"exactly": "1"}, headers={"HX-Request": "true"})
    assert exact.context["readers"].figures.people == exact.context["readers"].figures.reached == 65
    assert exact.content.decode().lstrip().startswith('<div id="figures">')
    assert client.get(page, {"exactly": "1"}).context["readers"].figures.people == 65

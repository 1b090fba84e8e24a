"""The chapter's public page in its officers' hands: words, two at once, logo, photographs."""

import io
import uuid
from functools import partial

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from alumni_office.saving.versions import BothChanged
from chapters.models import Chapter, Photo
from chapters.services import pages
from chapters.services.recognition import change_recognition
from tests.factories import make_chapter, make_officer
from tests.waiting import at_once

pytestmark = pytest.mark.django_db


def words(chapter, **changes):
    return {name: getattr(chapter, name) for name in [*pages.FIELDS, "version"]} | changes


def size_of(file):
    with file.open("rb") as content, Image.open(content) as drawn:
        return drawn.size


def post(client, chapter, page="my-page", data=None, *more):
    return client.post(reverse(f"chapters:{page}", args=[chapter.pk, *more]), data or {})


def test_officers_write_words_and_contact(client, chapter, officer):
    changes = {
        "introduction": "我们在上海。", "introduction_en": "We are in Shanghai.", "email": "sh@example.com",
        "phone": "021-6000 0000", "address": "南京路1号", "website": "https://sh.example.com",
        "wechat_account": "上海校友", "admission": "automatic",
    }  # fmt: skip
    answer = post(client, chapter, data=words(chapter, **changes))
    assert (answer.status_code, answer.url) == (302, reverse("chapters:my-page", args=[chapter.pk]))
    chapter.refresh_from_db()
    assert {name: getattr(chapter, name) for name in changes} == changes


def test_name_place_and_founding_stand_there_to_read_and_cannot_be_posted(client, chapter, officer):
    answer = client.get(reverse("chapters:my-page", args=[chapter.pk])).content.decode()
    assert "Ask the alumni office" in answer
    assert 'name="founded_on"' not in answer
    post(
        client, chapter, data=words(chapter, name="别的名字", founded_on="1990-01-01", recognition="lead", civil="none")
    )
    after = Chapter.objects.get()
    assert (after.name, after.founded_on, after.recognition) == (chapter.name, chapter.founded_on, chapter.recognition)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "nobody", "Enter a valid email address."),
        ("website", "javascript:alert(1)", "Enter a valid URL."),
        ("website", "ftp://x.example.com/", "A web address begins with https:// or http://."),
        ("phone", "call me", "Enter a telephone number, such as +86 531 8836 0000."),
    ],
)
def test_what_is_no_contact_gets_a_sentence_at_its_field(client, chapter, officer, field, value, sentence):
    answer = post(client, chapter, data=words(chapter, **{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert getattr(Chapter.objects.get(), field) == ""


def test_the_second_of_two_officers_sees_whose_change_it_was_and_keeps_the_own_text(client, chapter, officer):
    colleague = make_officer(make_chapter("北京校友会", province="11"), "李秘书长").user
    read = words(chapter)
    pages.save_page(
        chapter=chapter, version=read["version"], by=colleague,
        values=read | {"introduction": "李写的", "email": "li@example.com"},
    )  # fmt: skip

    answer = post(client, chapter, data=read | {"introduction": "张写的", "phone": "021-1"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "李秘书长 saved this page" in page
    meanwhile = answer.context["meanwhile"]
    assert [(line.label, line.theirs, line.mine) for line in meanwhile.differences] == [
        ("introduction", "李写的", "张写的"), ("e-mail", "li@example.com", "li@example.com"),
    ]  # fmt: skip
    form = answer.context["form"]
    assert {name: form[name].value() for name in ("introduction", "email", "phone")} == {
        "introduction": "张写的", "email": "li@example.com", "phone": "021-1",
    }  # fmt: skip
    assert (Chapter.objects.get(pk=chapter.pk).introduction, Chapter.objects.get(pk=chapter.pk).phone) == ("李写的", "")

    again = {field.name: field.value() for field in form}
    assert post(client, chapter, data=again).status_code == 302
    after = Chapter.objects.get(pk=chapter.pk)
    assert (after.introduction, after.email, after.phone) == ("张写的", "li@example.com", "021-1")


def test_two_who_changed_different_fields_both_have_their_way(client, chapter, officer):
    read = words(chapter)
    pages.save_page(chapter=chapter, version=read["version"], by=officer.user, values=read | {"email": "a@example.com"})
    assert post(client, chapter, data=read | {"phone": "021-1"}).status_code == 302
    after = Chapter.objects.get()
    assert (after.email, after.phone) == ("a@example.com", "021-1")


def test_a_step_of_the_office_meanwhile_is_no_conflict(client, chapter, officer):
    read = words(chapter)
    change_recognition(chapter=chapter, to="dormant", reason="x", by=officer.user)
    assert post(client, chapter, data=read | {"introduction": "新的"}).status_code == 302
    assert (Chapter.objects.get().introduction, Chapter.objects.get().recognition) == ("新的", "dormant")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_in_the_same_moment_one_is_told(chapter, officer):
    read, mine = words(chapter), [Chapter.objects.get(pk=chapter.pk) for _each in range(2)]

    def save(chapter, text):
        try:
            pages.save_page(
                chapter=chapter, version=read["version"], values=read | {"introduction": text}, by=officer.user
            )
        except BothChanged as error:
            return ("told", error.meanwhile.differences[0].theirs, text)
        return ("saved", text)

    told = sorted(at_once(*[partial(save, *each) for each in zip(mine, ("甲", "乙"), strict=True)]))
    saved = told[0][1]
    other = {"甲": "乙", "乙": "甲"}[saved]
    assert told == [("saved", saved), ("told", saved, other)]
    assert Chapter.objects.get().introduction == saved


def test_a_logo_is_drawn_anew_small_and_the_earlier_one_goes(
    client, chapter, officer, png, django_capture_on_commit_callbacks
):
    post(client, chapter, "my-logo", {"logo": png((2000, 1000))})
    first = Chapter.objects.get().logo
    assert size_of(first) == (480, 240)
    assert first.name.startswith("chapters/logos/")
    assert "合影" not in first.name
    with django_capture_on_commit_callbacks(execute=True):
        post(client, chapter, "my-logo", {"logo": png((10, 10))})
    assert not default_storage.exists(first.name)
    image = client.get(reverse("chapters:my-logo-image", args=[chapter.pk]))
    assert Image.open(io.BytesIO(image.getvalue())).size == (10, 10)
    assert image["Content-Security-Policy"] == "default-src 'none'; sandbox"
    post(client, chapter, "my-logo-remove")
    assert Chapter.objects.get().logo.name == ""
    assert client.get(reverse("chapters:my-logo-image", args=[chapter.pk])).status_code == 404


def test_what_is_no_picture_gets_a_sentence_and_nothing_is_kept(client, chapter, officer, pdf):
    for page, field, more in (
        ("my-logo", "logo", {}),
        ("my-photo-add", "photo", {"caption": "x", "key": uuid.uuid4()}),
    ):
        answer = post(client, chapter, page, {field: pdf("画.png"), **more})
        assert answer.status_code == 422
        assert "This is no picture that we can read" in answer.content.decode()
    assert (Chapter.objects.get().logo.name, Photo.objects.count()) == ("", 0)


def test_a_picture_above_the_limit_gets_a_sentence(client, chapter, officer, png, monkeypatch):
    monkeypatch.setattr("alumni_office.documents.uploads.MOST_BYTES", 10)
    answer = post(client, chapter, "my-logo", {"logo": png()})
    assert answer.status_code == 422
    assert "“合影.png” is larger than 10 MB." in answer.content.decode()


def test_photographs_are_added_captioned_and_removed(client, chapter, officer, png, django_capture_on_commit_callbacks):
    key = uuid.uuid4()
    sent = {"caption": "2026年年会", "caption_en": "Meeting of 2026", "key": key}
    for _twice in range(2):  # a double click
        assert post(client, chapter, "my-photo-add", sent | {"photo": png((3200, 1600))}).status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.uploaded_by, size_of(photo.file)) == (
        "2026年年会", officer.user, (1600, 800),
    )  # fmt: skip
    assert len(default_storage.listdir("chapters/photos")[1]) == 1
    post(client, chapter, "my-photo", {"caption": "改过的", "caption_en": ""}, photo.pk)
    assert Photo.objects.get().caption == "改过的"
    with django_capture_on_commit_callbacks(execute=True):
        post(client, chapter, "my-photo-remove", {}, photo.pk)
    assert Photo.objects.count() == 0
    assert default_storage.listdir("chapters/photos")[1] == []


def test_a_photograph_needs_a_caption(client, chapter, officer, png):
    answer = post(client, chapter, "my-photo-add", {"photo": png(), "caption": "", "key": uuid.uuid4()})
    assert answer.context["photo_form"].errors["caption"] == ["This field is required."]


def test_the_page_holds_so_many_photographs_and_no_more(client, chapter, officer, png, monkeypatch):
    monkeypatch.setattr(pages, "MOST_PHOTOS", 1)
    for _each in range(2):
        answer = post(client, chapter, "my-photo-add", {"photo": png(), "caption": "x", "key": uuid.uuid4()})
    assert answer.status_code == 422
    assert (Photo.objects.count(), len(default_storage.listdir("chapters/photos")[1])) == (1, 1)


def test_photographs_of_another_chapter_are_not_there(client, chapter, officer):
    other = make_chapter("北京校友会", province="11")
    photo = Photo.objects.create(chapter=other, file="chapters/photos/x.png", caption="北京")
    for page in ("my-photo", "my-photo-image", "my-photo-remove"):
        url = reverse(f"chapters:{page}", args=[chapter.pk, photo.pk])
        assert client.post(url).status_code in (404, 405)
    assert Photo.objects.count() == 1
    assert client.get(reverse("chapters:my-photo-image", args=[chapter.pk, photo.pk])).status_code == 404


@pytest.mark.parametrize("n", [1, 5])
def test_the_page_costs_the_same_for_one_photograph_and_for_five(
    client, chapter, officer, n, django_assert_num_queries
):
    for number in range(n):
        Photo.objects.create(chapter=chapter, file=f"chapters/photos/{number}.png", caption=str(number))
    with django_assert_num_queries(5):  # session, user, alumnus, chapter, photographs
        client.get(reverse("chapters:my-page", args=[chapter.pk]))

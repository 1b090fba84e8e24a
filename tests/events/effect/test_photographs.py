"""Minutes and photographs of an event: kept at the desk, shown to everybody where they are for everybody."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from events.models import Material

pytestmark = pytest.mark.django_db


def picture(side=2000):
    """A JPEG into which a camera wrote where it was taken."""
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "36.67N 117.06E"
    Image.new("RGB", (side, side // 2), "red").save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("x.jpg", written.getvalue())


def add(client, event, **fields):
    data = {"title": "大礼堂", "kind": "photo", "is_public": "on", "key": str(uuid.uuid4()), "upload": picture()}
    return client.post(reverse("admin:events_event_materials", args=[event.pk]), data | fields)


def test_a_photograph_is_drawn_anew_smaller_and_without_what_the_camera_wrote(client, office, held):
    assert add(client, held).status_code == 302
    with Material.objects.get().file.open("rb") as file, Image.open(file) as drawn:
        assert drawn.size == (1600, 800)
        assert dict(drawn.getexif()) == {}


def test_a_photograph_for_everybody_stands_on_the_page(client, office, held):
    add(client, held)
    row = Material.objects.get()
    client.logout()
    page = client.get(held.get_absolute_url()).content.decode()
    address = reverse("events:photograph", args=[held.pk, row.pk])
    assert f'<img src="{address}" alt=""' in page
    assert reverse("events:material", args=[held.pk, row.pk]) not in page
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_a_photograph_that_is_not_for_everybody_is_given_to_nobody_outside(client, office, held):
    add(client, held, is_public="")
    row = Material.objects.get()
    client.logout()
    assert "event-photographs" not in client.get(held.get_absolute_url()).content.decode()
    assert client.get(reverse("events:photograph", args=[held.pk, row.pk])).status_code == 404


def test_a_paper_is_no_photograph(client, office, held):
    paper = SimpleUploadedFile("x.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF")
    answer = add(client, held, upload=paper)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["upload"]
    assert Material.objects.count() == 0


def test_minutes_are_named_as_minutes(client, office, held):
    add(client, held, kind="minutes", title="校友座谈会")
    for address in (reverse("admin:events_event_materials", args=[held.pk]), held.get_absolute_url()):
        assert "纪要" in client.get(address).content.decode()

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from tests.factories import make_chapter, make_officer, make_user

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def chapter():
    return make_chapter(name_en="Shanghai Chapter", introduction="我们在上海。")


@pytest.fixture
def staff(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def officer(client, chapter):
    person = make_officer(chapter)
    client.force_login(person.user)
    return person


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def in_days(today):
    return lambda days: today + timedelta(days=days)


@pytest.fixture
def pdf():
    return lambda name="审计报告.pdf": SimpleUploadedFile(name, PDF, content_type="application/pdf")


@pytest.fixture
def png():
    def make(size=(900, 600), name="合影.png"):
        drawn = io.BytesIO()
        Image.new("RGB", size, "white").save(drawn, "PNG")
        return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")

    return make

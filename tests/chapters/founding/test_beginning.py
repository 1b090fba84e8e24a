"""Beginning an application: once for a place, and not without end."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from chapters.models import Application
from chapters.queries import places
from chapters.services import founding
from chapters.services.founding import drafting
from tests.factories import make_application

from .steps import add_document, neighbour

pytestmark = pytest.mark.django_db


def test_who_begins_again_for_the_same_place_goes_on_with_the_draft():
    person = neighbour()
    draft = make_application(person)
    place = places.place_of(draft)
    assert founding.start(applicant=person, place=place, key=uuid4()) == draft
    assert founding.start(applicant=neighbour("另一人"), place=place, key=uuid4()) != draft
    founding.withdraw(application=draft, by=person.user)
    assert founding.start(applicant=person, place=place, key=uuid4()) != draft
    assert Application.objects.count() == 3


def test_nobody_has_more_than_five_open():
    person = neighbour()
    for number in range(5):
        make_application(person, city=f"城市{number}")
    place = places.place_of(make_application(neighbour("另一人"), city="烟台"))
    with pytest.raises(drafting.TooManyOpen):
        founding.start(applicant=person, place=place, key=uuid4())
    founding.withdraw(application=person.chapter_applications.first(), by=person.user)
    assert founding.start(applicant=person, place=place, key=uuid4()).city == "烟台"


def test_documents_end_somewhere(monkeypatch):
    monkeypatch.setattr(drafting, "MOST_FILES", 2)
    application = make_application(neighbour())
    for content in (b"%PDF-1", b"%PDF-2"):
        add_document(application, "charter", content)
    with pytest.raises(drafting.TooManyFiles):
        add_document(application, "plan")
    assert application.documents.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_windows_begin_one_application():
    person = neighbour()
    place = places.place_of(Application(kind="regional", province="37", city="青岛"))
    start, begun = Barrier(2), []

    def run():
        start.wait()
        try:
            begun.append(founding.start(applicant=person, place=place, key=uuid4()).pk)
        finally:
            connection.close()

    threads = [Thread(target=run) for _window in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(begun)) == 1
    assert Application.objects.count() == 1

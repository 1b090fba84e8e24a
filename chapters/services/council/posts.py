"""Posts of a chapter's own, and who holds which post within a term."""

from datetime import date, timedelta

import pghistory
from django.db import IntegrityError, transaction

from alumni.models import Alumnus
from alumni_office.mail.models import Message
from chapters.emails import council as emails
from chapters.models import Chapter, Membership, Office, Post, Seat, Term
from chapters.services.telling import tell_office, tell_people

PURPOSE = "chapters.council"
USUAL = [Seat.PRESIDENT, Seat.VICE_PRESIDENT, Seat.SECRETARY_GENERAL, Seat.MEMBER]


class NameTaken(Exception):
    """The chapter has a post of this name."""


class PresidentByElection(Exception):
    """The president comes and goes by a change of council alone."""


class NotAMember(Exception):
    """Nobody whom the officer sees among the members."""


class PostTaken(Exception):
    """Somebody holds the post at that time."""


class AlreadyHeld(Exception):
    """The person holds this post already."""


class OutsideTheTerm(Exception):
    """The day does not lie within the office, or within the term that runs."""


class NobodyLeft(Exception):
    """Nobody would keep the chapter's pages any more."""


def add_post(*, chapter: Chapter, name: str, name_en: str, manages: bool, by) -> Post:
    """Raises NameTaken."""
    return _save_post(Post(chapter=chapter), by, name=name, name_en=name_en, manages=manages)


def change_post(*, post: Post, name: str, name_en: str, manages: bool, by) -> Post:
    """Raises NameTaken, and NobodyLeft when the post alone gives the right to the chapter's pages."""
    return _save_post(post, by, name=name, name_en=name_en, manages=manages)


def _save_post(post: Post, by, **values) -> Post:
    for field, value in values.items():
        setattr(post, field, value)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            Chapter.objects.select_for_update().get(pk=post.chapter_id)
            post.save()
            _insist_on_somebody(post.chapter)
    except IntegrityError as error:
        if "post_once" in str(error):
            raise NameTaken from error
        raise
    return post


def electable(chapter: Chapter, person: Alumnus):
    """Whom an officer may propose for a post: the chapter's members whom the officer sees."""
    seen = Membership.objects.seen_by_officer(person).members().filter(chapter=chapter)
    return seen.select_related("alumnus").order_by("alumnus__name", "alumnus_id")


def elected_person(chapter: Chapter, person: Alumnus, alumnus_id: int) -> Alumnus:
    """Raises NotAMember."""
    found = electable(chapter, person).filter(alumnus=alumnus_id).first()
    if found is None:
        raise NotAMember
    return found.alumnus


@transaction.atomic
def end_office(*, office: Office, last_day: date, by) -> list[Message]:
    """End a post early: `last_day` is the last day on which it is held. Returns the mails to the person and to the
    office. Raises PresidentByElection, OutsideTheTerm and NobodyLeft."""
    with pghistory.context(user=by.pk):
        chapter = Chapter.objects.select_for_update(of=("self",)).get(terms=office.term_id)
        office = Office.objects.select_related("alumnus__user", "post").get(pk=office.pk)
        if office.seat == Seat.PRESIDENT:
            raise PresidentByElection
        if not office.from_on <= last_day < office.until_on:
            raise OutsideTheTerm
        Office.objects.filter(pk=office.pk).update(until_on=last_day)
        office.until_on = last_day
        _insist_on_somebody(chapter)
    told = tell_people([office.alumnus], lambda: emails.office_ended(office, chapter), purpose=PURPOSE)
    return told + tell_office(lambda: emails.council_altered(office, chapter), purpose=PURPOSE)


@transaction.atomic
def fill_office(*, term: Term, alumnus_id: int, seat: str, post: Post | None, from_on: date, by) -> list[Message]:
    """Give a post to a member from a day until the term ends. Returns the mails to the person and to the office.

    Raises PresidentByElection, NotAMember, OutsideTheTerm, PostTaken and AlreadyHeld.
    """
    with pghistory.context(user=by.pk):
        chapter = Chapter.objects.select_for_update(of=("self",)).get(terms=term.pk)
        term = Term.objects.get(pk=term.pk)
        if seat == Seat.PRESIDENT:
            raise PresidentByElection
        person = elected_person(chapter, by.alumnus, alumnus_id)
        if not term.starts_on <= from_on <= term.ends_on:
            raise OutsideTheTerm
        office = Office(term=term, alumnus=person, seat=seat, post=post, from_on=from_on, until_on=term.ends_on)
        insert_office(office)
    told = tell_people([person], lambda: emails.office_filled(office, chapter), purpose=PURPOSE)
    return told + tell_office(lambda: emails.council_altered(office, chapter), purpose=PURPOSE)


def insert_office(office: Office) -> None:
    """Raises AlreadyHeld and PostTaken."""
    try:
        with transaction.atomic():
            office.save()
    except IntegrityError as error:
        if "office_once_a_person" in str(error):
            raise AlreadyHeld from error
        if "office_held_by_one" in str(error):
            held = office.term.offices.filter(alumnus=office.alumnus, seat=office.seat, until_on__gte=office.from_on)
            raise (AlreadyHeld if held.exists() else PostTaken) from error
        raise


def _insist_on_somebody(chapter: Chapter) -> None:
    """That somebody keeps the pages tomorrow, who may keep them today."""
    tomorrow = chapter.today() + timedelta(days=1)
    of_term = Office.objects.filter(term__chapter=chapter, term__starts_on__lt=tomorrow, term__ends_on__gte=tomorrow)
    if of_term.exists() and not of_term.managing().filter(until_on__gte=tomorrow).exists():
        raise NobodyLeft

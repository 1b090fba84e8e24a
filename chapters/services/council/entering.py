"""Councils that the office enters itself: of chapters that exist already, and where nobody is left to report one."""

from datetime import date

import pghistory
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from alumni.models import Alumnus
from alumni_office.documents.uploads import Upload
from alumni_office.mail.models import Message
from alumni_office.saving.refusals import Refused
from chapters.emails import council as emails
from chapters.models import Chapter, Document, Office, Post, Term
from chapters.services.congress.refusals import held_person
from chapters.services.documents import keep_document, unkeep_on_error
from chapters.services.duties import settle_duties
from chapters.services.telling import tell_people

from .posts import PURPOSE, AlreadyHeld, PostTaken, insert_office

Recognition = Chapter.Recognition
FOUNDED = [*Chapter.LIVING, Recognition.DORMANT]  # in these a chapter has a council


def enter_term(
    *, chapter: Chapter, number: int, starts_on: date, ends_on: date, by, upload: Upload | None = None, name: str = ""
) -> Term:
    """Enter a term, with the minutes of its election where there are any; the same days again are the first. Raises
    Refused."""
    with unkeep_on_error() as kept, transaction.atomic(), pghistory.context(user=by.pk):
        chapter = _held(chapter.pk)
        if chapter.recognition not in FOUNDED:
            raise Refused(_("Only a chapter that was founded, and is not dissolved, has a council."))
        other = chapter.terms.filter(ends_on__gte=starts_on, starts_on__lte=ends_on).order_by("starts_on").first()
        if other and (other.starts_on, other.ends_on) == (starts_on, ends_on):
            return other
        if other:
            raise Refused(
                _("Term %(number)s lies on some of these days.") % {"number": other.number}, field="starts_on"
            )
        if chapter.terms.filter(number=number).exists():
            raise Refused(_("There is a term of this number already."), field="number")
        if upload:
            kept.append(
                keep_document(upload=upload, name=name, kind=Document.Kind.MINUTES, by=by, chapter=chapter)
            )  # fmt: skip
        term = Term.objects.create(chapter=chapter, number=number, starts_on=starts_on, ends_on=ends_on)
        settle_duties(chapter=chapter)  # the audit is due before the term ends
    return term


@transaction.atomic
def remove_term(*, term: Term, by) -> None:
    """Take off a term that was entered by mistake, while nobody held a post in it. Raises Refused."""
    with pghistory.context(user=by.pk):
        chapter = _held(term.chapter_id)
        if term.offices.exists():
            raise Refused(_("People hold posts in this term: it stays."))
        try:
            Term.objects.filter(pk=term.pk).delete()
        except ProtectedError:
            raise Refused(_("Of this term officers were reminded, or it was extended: it stays.")) from None
        settle_duties(chapter=chapter)


@transaction.atomic
def name_officer(
    *, term: Term, person: Alumnus, seat: str, post: Post | None, from_on: date, by
) -> tuple[Office | None, list[Message]]:
    """Give a post to somebody from a day until the term ends; (None, []) for who holds it already. Returns the mail to
    the person as well. Raises Refused."""
    with pghistory.context(user=by.pk):
        person = held_person(person.pk)
        if getattr(by, "alumnus", None) == person:
            raise Refused(_("You are among those concerned: a colleague decides about this."))
        chapter = _held(term.chapter_id)
        term = Term.objects.get(pk=term.pk)
        if not term.starts_on <= from_on <= term.ends_on:
            raise Refused(_("This day does not lie within the term."), field="from_on")
        office = Office(term=term, alumnus=person, seat=seat, post=post, from_on=from_on, until_on=term.ends_on)
        try:
            insert_office(office)
        except AlreadyHeld:
            return None, []
        except PostTaken:
            raise Refused(_("Somebody holds this post at that time. End it first."), field="seat") from None
    return office, tell_people([person], lambda: emails.entered_by_office(office, chapter), purpose=PURPOSE)


@transaction.atomic
def end_post(*, office: Office, last_day: date, by) -> list[Message]:
    """End a post early; a last day before its first takes the entry off, and the history keeps it. Returns the mail
    to the person. Raises Refused."""
    with pghistory.context(user=by.pk):
        chapter = _held(office.term.chapter_id)
        office = Office.objects.select_related("alumnus__user", "post").get(pk=office.pk)
        if last_day >= office.until_on:
            raise Refused(_("The post ends on this day, or before it, anyway."), field="last_day")
        if last_day < office.from_on:
            Office.objects.filter(pk=office.pk).delete()
            letter = emails.entry_taken_off
        else:
            Office.objects.filter(pk=office.pk).update(until_on=last_day)
            office.until_on, letter = last_day, emails.ended_by_office
    people = Alumnus.objects.approachable().select_related("user").filter(pk=office.alumnus_id)
    return tell_people(people, lambda: letter(office, chapter), purpose=PURPOSE)


def _held(chapter_id: int | None) -> Chapter:
    assert chapter_id is not None
    return Chapter.objects.select_for_update(of=("self",)).get(pk=chapter_id)

"""The alumni card: issued to whoever is verified, void at once when the verification is."""

import secrets

from django.db import connection, transaction

from alumni.models import Alumnus, Card

from .facts import locked


class NotVerified(Exception):
    """Only verified alumni have a card."""


def issue_card(*, person: Alumnus, by) -> Card:
    """Return the person's card, made on the first call. A void card comes back to life with a new number."""
    with transaction.atomic():
        person = locked(person.pk, by)
        if person.user_id != by.pk or person.verified_at is None:
            raise NotVerified
        card = Card.objects.filter(alumnus=person).first()
        if card and card.withdrawn_at is None:
            return card
        return _renew(person, card)


def replace_card(*, person: Alumnus, by) -> Card:
    """Make the printed ones void and issue a new number and code: for a card that was lost."""
    with transaction.atomic():
        person = locked(person.pk, by)
        if person.user_id != by.pk or person.verified_at is None:
            raise NotVerified
        return _renew(person, Card.objects.filter(alumnus=person).first())


def _renew(person: Alumnus, card: Card | None) -> Card:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('alumni_card_number')")
        number = str(cursor.fetchone()[0])
    card = card or Card(alumnus=person)
    card.number, card.token, card.withdrawn_at = number, secrets.token_urlsafe(32), None
    card.save()
    return card

"""Who hears of needs and cases by mail, each thing once: in the transaction that makes it true."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from alumni.models import Alumnus
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission
from alumni_office.mail import services as mail
from donations.emails import needs as emails
from donations.models import Need, NeedCase

PURPOSE = "donations.need"
Letter = Callable[[], tuple[str, str]]


def tell_who_answered(case: NeedCase) -> bool:
    """The state in which the case is now, to the account of the person; not to who may not be written to."""
    people = Alumnus.objects.approachable().select_related("user").filter(pk=case.alumnus_id, user__is_active=True)
    person = people.first()
    if person is None or person.user is None:
        return False
    key = f"need-case:{case.pk}:{case.state}"
    return _queue(person.user, lambda: emails.moved(case, person.name), key, person_id=person.pk)


def tell_department(need: Need, letter: Letter, *, key: str, owner: User | None = None) -> bool:
    """Who follows it, or else the department's contact, or else who submitted it: the first who keeps needs today."""
    for user in (owner, need.department.contact, need.submitted_by, need.created_by):
        if user is not None and user.may(Permission.NEED_EDIT):
            return _queue(user, letter, key)
    return False


def invite(need: Need, *, name: str, address: str, language: str, key: str, person_id: int) -> bool:
    return _send(address, language, lambda: emails.invitation(need, name), key, person_id)


def _queue(user: User, letter: Letter, key: str, *, person_id: int | None = None) -> bool:
    return _send(user.email, user.language, letter, key, person_id)


def _send(address: str, language: str, letter: Letter, key: str, person_id: int | None) -> bool:
    """False for an address that no mail can have."""
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, text = letter()
    try:
        mail.queue(to=address, subject=subject, text=text, purpose=PURPOSE, person_id=person_id, key=key)
    except ValidationError:
        return False
    return True

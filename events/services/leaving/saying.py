"""What a graduate says on the own page: `by` is the account, or None for the bearer of the own link. Each call asks
again whether the leave-taking is open."""

from collections.abc import Collection, Iterable, Mapping

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import Alumnus, Consent, Source
from alumni.services import corrections
from alumni.services.people import record_consent
from alumni.wordings import Wording
from alumni_office.saving.refusals import Refused
from chapters.models import Chapter, Membership
from chapters.services import members
from events.models import Leaver


@transaction.atomic
def save_data(
    *, leaver: Leaver, ended: Iterable[int], added: Iterable[tuple[str, str]], employer: str, job_title: str,
    place: Mapping[str, str], by,
) -> None:  # fmt: skip
    """What the person corrects, or that all is right: from then on the data are checked. Raises Refused."""
    row = held(leaver)
    with pghistory.context(leaver=row.pk, **({"user": by.pk} if by else {})):
        person = Alumnus.objects.select_for_update(of=("self",)).get(pk=row.alumnus_id)
        corrections.write(
            person, ended=ended, added=added, employer=employer, job_title=job_title, place=place, by=by
        )  # fmt: skip
    Leaver.objects.filter(pk=row.pk).update(checked_at=timezone.now(), checked_by=by)


@transaction.atomic
def say(*, leaver: Leaver, wording: Wording, given: bool, by) -> Consent | None:
    """One consent, with the words that were read; None when that is what stood there. Raises Refused."""
    row = held(leaver)
    words = " ".join(filter(None, (str(wording.text), str(wording.law))))
    return record_consent(
        person_id=row.alumnus_id, purpose=wording.purpose, channel=wording.channel, given=given, by=by, wording=words,
        source=Source.ALUMNUS,
    )  # fmt: skip


@transaction.atomic
def offer(*, leaver: Leaver) -> None:
    """To be asked about the class in years to come: the office appoints. Raises Refused."""
    row = held(leaver)
    Leaver.objects.filter(pk=row.pk, offered_at__isnull=True).update(offered_at=timezone.now())


@transaction.atomic
def stand_down(*, leaver: Leaver) -> None:
    row = held(leaver)
    Leaver.objects.filter(pk=row.pk).update(offered_at=None)


@transaction.atomic
def join_chapter(
    *, leaver: Leaver, chapter: Chapter, opened: Collection[str], statement: str, agreed: Collection[str], by
) -> Membership:
    """Raises Refused."""
    row = held(leaver)
    try:
        return members.join(
            chapter=chapter, person=row.alumnus, opened=opened, statement=statement, agreed=agreed, by=by
        )  # fmt: skip
    except members.NotTaken as error:
        raise Refused(_("The chapter takes no members at present.")) from error
    except members.Restricted as error:
        raise Refused(_("Your record is restricted: allow its use on “My rights” first.")) from error
    except members.ConsentMissing as error:
        raise Refused(_("The chapter has changed since you opened this page. Please open it again.")) from error


def held(leaver: Leaver) -> Leaver:
    """The row, held until the end of the transaction. Raises Refused when the leave-taking is not open any more, or the
    person is not on record."""
    rows = Leaver.objects.on_record().select_for_update(no_key=True, of=("self",))
    row = rows.select_related("alumnus", "leaving__programme").filter(pk=leaver.pk).first()
    if row is None or not row.leaving.is_open:
        raise Refused(_("This leave-taking is over. Your own pages are open to you once you have signed in."))
    return row

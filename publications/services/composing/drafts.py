"""A mailing while it is being written: whoever changes it takes it back to a draft."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from alumni_office.saving.versions import save_version
from publications.models import COMPOSED, Mailing, MailingVersion
from publications.queries.audience import Audience
from publications.services import mailings

State = Mailing.State


class NotNow(Exception):
    """The mailing is approved or gone: its words stay as they are."""


def make_mailing(*, title: str, subject: str, language: str, key: UUID, by) -> Mailing:
    """Begin a draft with one language; the same `key` again returns the first."""
    return mailings.create(by=by, title=title, key=key, versions=[{"language": language, "subject": subject}])


def copy_mailing(*, mailing: Mailing, title: str, key: UUID, by) -> Mailing:
    """A new draft with the words, readers and rules of another; pictures are shared. The same `key` again returns the
    first."""
    fields = ("purpose", "channel", "from_name", "reply_to", "audience", "audience_by", "counts_clicks", "per_minute",
              "stop_share", "periodical", "quiet_days")  # fmt: skip
    words = ("language", "subject", "preheader", "blocks")
    return mailings.create(
        by=by, title=title, key=key, versions=list(mailing.versions.values(*words)),
        **{name: getattr(mailing, name) for name in fields},
    )  # fmt: skip


def open_draft(mailing: Mailing, by) -> Mailing:
    """Lock a mailing that may be changed and take it back to the draft. In the caller's transaction. Raises NotNow."""
    row = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if row.state not in COMPOSED:
        raise NotNow
    if row.state == State.CHECKED:
        mailings.reopen(mailing_id=row.pk, by=by)
    else:
        Mailing.objects.filter(pk=row.pk).update(edited_by=by)
    return row


@transaction.atomic
def save_settings(*, mailing: Mailing, values: dict, version: int, by) -> None:
    """Save title, purpose, sender and limits. Raises NotNow and ChangedMeanwhile; nothing is saved then."""
    save_version(mailing, version=version, values=values)
    open_draft(mailing, by)


@transaction.atomic
def set_audience(*, mailing: Mailing, audience: Audience, by) -> None:
    """A letter to the subscribers of one periodical is a part of it. Raises NotNow, and Unknown for a part that the
    actor may not use."""
    open_draft(mailing, by)
    audience.people(by)
    periodicals = {part.id for part in audience.include if part.kind == "subscribers"}
    named = {"periodical": periodicals.pop()} if mailing.periodical_id is None and len(periodicals) == 1 else {}
    Mailing.objects.filter(pk=mailing.pk).update(
        audience=audience.as_json(), audience_by=by, expected=None, version=F("version") + 1, **named
    )


@transaction.atomic
def save_words(*, mailing: Mailing, language: str, subject: str, preheader: str, by) -> MailingVersion:
    """Save the subject of one language, a new one included. Raises NotNow."""
    open_draft(mailing, by)
    return MailingVersion.objects.update_or_create(
        mailing=mailing, language=language, defaults={"subject": subject, "preheader": preheader}
    )[0]

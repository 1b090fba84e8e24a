"""What becomes of letters about people: of somebody who takes the word back, or whose record is erased."""

from collections.abc import Iterable, Iterator
from html import escape

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from alumni_office.ui import rich
from publications.models import Article, Mailing, MailingVersion

State = Mailing.State
WRITTEN_ANEW = gettext_noop(
    "Somebody whom this letter names took the word back. Check it again: the name is left out now."
)
NAMES_SOMEBODY = gettext_noop(
    "Somebody whom this letter names took the word back. "
    "Stop it, and copy it as a new mailing: the copy leaves the name out."
)


def stop_naming(*, article_id: int, names: Iterable[str]) -> None:
    """Let no letter go out any more that names somebody by an article: what is not under way is a draft again, what is
    waits for a person. In the caller's transaction."""
    found = [row.mailing_id for row in _with_article(article_id) if any(name in _words(row) for name in names if name)]
    mailings = Mailing.objects.filter(pk__in=found)
    mailings.filter(state=State.SCHEDULED).update(state=State.APPROVED, scheduled_at=None)
    mailings.filter(state__in=[State.CHECKED, State.APPROVED]).update(
        state=State.DRAFT, approved_by=None, approved_at=None, reason=WRITTEN_ANEW, version=F("version") + 1
    )
    mailings.filter(state__in=[State.PREPARING, State.SENDING, State.PAUSED]).update(
        state=State.HELD, reason=NAMES_SOMEBODY
    )


def _with_article(article_id: int) -> Iterator[MailingVersion]:
    block = {"kind": "article", "id": article_id}
    return MailingVersion.objects.filter(blocks__contains=[block]).select_related("mailing").iterator()


def _words(row: MailingVersion) -> str:
    return f"{row.subject}\n{row.preheader}\n{row.text}"


def forget_names(*, article: Article, names: set[str]) -> None:
    """Take names out of the letters that an article stands in, those that went out too: their words stay on record.
    Where they are frozen, the caller's transaction says that a person leaves (sql/periodicals.sql)."""
    for row in _with_article(article.pk):
        with translation.override(row.language):
            words = dict.fromkeys(names, gettext("a graduate"))
        quoted = {escape(name): escape(instead) for name, instead in words.items()}
        MailingVersion.objects.filter(pk=row.pk).update(
            subject=rich.replace_plain(row.subject, words)[:200],
            preheader=rich.replace_plain(row.preheader, words)[:150],
            html=rich.replace_plain(rich.replace_words(row.html, words), quoted),
            text=rich.replace_plain(row.text, words),
            blocks=[_without(block, words) for block in row.blocks],
        )


def _without(block: dict, words: dict[str, str]) -> dict:
    said = {
        name: rich.replace_plain(block[name], words) for name in ("text", "alt") if isinstance(block.get(name), str)
    }
    if isinstance(block.get("html"), str):
        said["html"] = rich.replace_words(block["html"], words)
    return block | said

"""What a reminder to many will do, before it is sent."""

from dataclasses import dataclass

from chapters.models import Chapter

from .officers import keepers
from .reminders import open_of, readers_of


@dataclass(frozen=True)
class Preview:
    chapters: int  # chosen
    due: int  # of them, with something open
    officers: int  # who get a mail, one for each reminder
    mails: int
    unreached: list[Chapter]  # with something open and nobody to write to


def preview(chapter_ids: list[int], what: str) -> Preview:
    due = open_of(chapter_ids, what)
    people = keepers({each.chapter_id for each in due})
    readers = [(each.chapter_id, reader) for each in due for reader in readers_of(each, people)]
    unreached = {each.chapter_id for each in due} - {chapter_id for chapter_id, _reader in readers}
    return Preview(
        chapters=len(chapter_ids), due=len({each.chapter_id for each in due}),
        officers=len({reader.person_id for _chapter, reader in readers}), mails=len(readers),
        unreached=list(Chapter.objects.filter(pk__in=unreached).order_by("name")),
    )  # fmt: skip

"""The blocks of one language, one at a time: nobody's change of another block is lost."""

from typing import Any
from uuid import uuid4

from django.db import transaction

from publications.models import MailingVersion

from .drafts import open_draft

MOST_BLOCKS = 60


class NoSuchBlock(Exception):
    """Somebody took this block out meanwhile, or there are too many."""


def _opened(version: MailingVersion, by) -> MailingVersion:
    open_draft(version.mailing, by)
    return MailingVersion.objects.select_for_update().get(pk=version.pk)


def _at(row: MailingVersion, key: str) -> int:
    for place, block in enumerate(row.blocks):
        if block.get("key") == key:
            return place
    raise NoSuchBlock


@transaction.atomic
def add_block(*, version: MailingVersion, blocks: list[dict[str, Any]], by, key: str = "") -> list[str]:
    """Put `blocks` at the end; return their keys. `key`: of the form that made a single one; sent a second time it
    finds the first. Raises NotNow, NoSuchBlock."""
    row = _opened(version, by)
    if key and any(block.get("key") == key for block in row.blocks):
        return [key]
    if len(row.blocks) + len(blocks) > MOST_BLOCKS:
        raise NoSuchBlock
    keyed = [{**block, "key": key or uuid4().hex} for block in blocks]
    row.blocks = [*row.blocks, *keyed]
    row.save(update_fields=["blocks"])
    return [block["key"] for block in keyed]


@transaction.atomic
def change_block(*, version: MailingVersion, key: str, values: dict[str, Any], by) -> None:
    """Raises NotNow, NoSuchBlock."""
    row = _opened(version, by)
    at = _at(row, key)
    row.blocks[at] = {"kind": row.blocks[at]["kind"], **values, "key": key}
    row.save(update_fields=["blocks"])


@transaction.atomic
def move_block(*, version: MailingVersion, key: str, by_places: int, by) -> None:
    """Raises NotNow, NoSuchBlock."""
    row = _opened(version, by)
    at = _at(row, key)
    block = row.blocks.pop(at)
    row.blocks.insert(max(0, at + by_places), block)
    row.save(update_fields=["blocks"])


@transaction.atomic
def remove_block(*, version: MailingVersion, key: str, by) -> None:
    """Raises NotNow; of a block that is gone already there is nothing to do."""
    row = _opened(version, by)
    row.blocks = [block for block in row.blocks if block.get("key") != key]
    row.save(update_fields=["blocks"])

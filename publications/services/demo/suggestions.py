"""Suggestions in each state, without mails: nobody of the demonstration reads them."""

import uuid
from datetime import timedelta

from django.utils import timezone

from alumni.models import Alumnus
from publications.models import Suggestion

from .plan import SUGGESTIONS

SPACE = uuid.UUID("7375-6767-6573-7469-6f6e2064656d".replace("-", "").ljust(32, "0"))
ANSWERS = {
    "accepted": "文稿质朴动人，拟刊于下一期校史栏目，编辑会与您核对几处年份。",
    "declined": "稿件以产品推介为主，不符合本刊用稿范围。如果愿意写创业过程中的困难与取舍，欢迎再投。",
}


def fill_suggestions(*, by) -> None:
    alumna = Alumnus.objects.filter(user__email="alumna@demo.example").first()
    for number, (state, team, title, text) in enumerate(SUGGESTIONS):
        name = "采访队队长" if team else alumna.name if alumna else ""
        if not name:
            continue
        is_open = state in Suggestion.OPEN
        Suggestion.objects.get_or_create(
            key=uuid.uuid5(SPACE, str(number)),
            defaults={
                "source": "team" if team else "alumnus", "team": team, "alumnus": None if team else alumna,
                "name": name, "email": f"team{number}@demo.example", "title": title,
                "text": text, "state": state, "answer": ANSWERS.get(state, ""),
                "editor": None if state == "submitted" else by,
                "decided_at": None if is_open else timezone.now() - timedelta(days=number),
            },
        )  # fmt: skip

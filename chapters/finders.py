"""What of this app the box in the header finds."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alumni_office.accounts.roles import Permission
from alumni_office.ui.find import Finder, Found

from .queries.directory import found
from .queries.places import place_label


def chapters(user, text: str, limit: int) -> list[Found]:
    return [
        Found(
            chapter.shown_name,
            reverse("admin:chapters_chapter_change", args=[chapter.pk]),
            f"{place_label(chapter)} · {chapter.get_recognition_display()}",
        )
        for chapter in found(user, text, limit)
    ]


FINDERS = [Finder(_("Chapters"), chapters, Permission.CHAPTER_VIEW, 15)]

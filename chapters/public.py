"""What the app tells search engines and feed readers, and its part of the home page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from alumni_office.ui.language import in_language, named_in_address
from alumni_office.ui.office import in_readers_language
from alumni_office.ui.public import News

from .models import Chapter
from .queries import page
from .queries.directory import Directory

LATEST = 30


def paths() -> Iterator[str]:
    yield reverse("chapters:directory")
    for pk in Chapter.objects.listed().order_by("pk").values_list("pk", flat=True):
        yield reverse("chapters:chapter", args=[pk])


def news(chapter: Chapter | None = None) -> list[News]:
    """What chapters told everyone and what they invite to, the latest first: of one, or of all."""
    notices = page.public_notices().select_related("chapter").order_by("-created_at", "-pk")
    gatherings = page.public_gatherings().select_related("chapter").order_by("-created_at", "-pk")
    if chapter is not None:
        notices, gatherings = notices.filter(chapter=chapter), gatherings.filter(chapter=chapter)
    told = [*map(_of_notice, notices[:LATEST]), *map(_of_gathering, gatherings[:LATEST])]
    return sorted(told, key=lambda item: item.at, reverse=True)[:LATEST]


def _of_notice(notice) -> News:
    title = in_readers_language(notice.title, notice.title_en)
    path = reverse("chapters:notice", args=[notice.chapter_id, notice.pk])
    text = in_readers_language(notice.text, notice.text_en)
    return News(f"{notice.chapter.shown_name}: {title}", path, notice.created_at, text, key=f"notice-{notice.pk}")


def _of_gathering(gathering) -> News:
    title = in_readers_language(gathering.title, gathering.title_en)
    day = timezone.localtime(gathering.starts_at, gathering.chapter.zone)
    text = "\n".join(filter(None, [f"{day:%Y-%m-%d %H:%M}", gathering.place, gathering.text]))
    path = gathering.chapter.public_url
    return News(
        f"{gathering.chapter.shown_name}: {title}", path, gathering.created_at, text, f"gathering-{gathering.pk}"
    )


def home(request) -> dict:
    directory = Directory()
    return {
        "tiles": directory.province_tiles(in_language(reverse("chapters:directory"), named_in_address(request))),
        "number": len(directory.chapters),
        "provinces": len({chapter.province for chapter in directory.chapters if chapter.province}),
        "countries": len({chapter.country for chapter in directory.chapters if chapter.country}),
        "label": gettext("Chapters by province"),
    }

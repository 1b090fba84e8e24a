"""What a chapter writes, as a mail: the chapter's own words, in the languages in which it wrote them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from chapters.models import Notice


def notice(notice: Notice) -> tuple[str, str]:
    subject = f"{notice.chapter.name}: {notice.title}"
    parts = [notice.text]
    if notice.text_en:
        parts += ["—", notice.title_en or notice.title, notice.text_en]
    parts.append(
        _("You get this as a member of the chapter. What the chapter sees of you, and whether it may write to you, "
          "you decide here:") + " " + settings.SITE_URL.rstrip("/") + reverse("alumni:me")
    )  # fmt: skip
    return " ".join(subject.split())[:200], "\n\n".join(parts) + "\n"

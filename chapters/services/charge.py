"""Who acts for a chapter in the background: asked again when the work begins, as on each page."""

from django.utils.translation import gettext as _

from alumni_office.accounts.roles import Permission
from alumni_office.jobs import services as jobs
from chapters.models import Chapter, led_by


def refuse_unless_in_charge(chapter: Chapter, by) -> None:
    """Raises jobs.Refused for somebody whose term, or whose role in the office, has ended meanwhile."""
    person = getattr(by, "alumnus", None)
    if by.may(Permission.CHAPTER_EDIT) or (person and led_by(person).filter(pk=chapter.pk).exists()):
        return
    raise jobs.Refused(_("You do not act for this chapter any more: nothing was sent."))

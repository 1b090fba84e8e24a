"""The posts of a council: those that every charter knows, and a chapter's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language

from .chapters import Chapter


class Seat(models.TextChoices):
    """The posts that every charter knows."""

    PRESIDENT = "president", _("President")
    VICE_PRESIDENT = "vice_president", _("Vice-president")
    SECRETARY_GENERAL = "secretary", _("Secretary-general")
    MEMBER = "member", _("Council member")
    OTHER = "other", _("Post of the chapter’s own")


MANAGING = [Seat.PRESIDENT, Seat.VICE_PRESIDENT, Seat.SECRETARY_GENERAL]


@tracked
class Post(models.Model):
    """A post that one chapter added to the usual ones."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="posts", verbose_name=_("chapter"))
    name = models.CharField(pgettext_lazy("post", "name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    manages = models.BooleanField(_("keeps the chapter’s pages"), default=False)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [models.UniqueConstraint(fields=["chapter", "name"], name="post_once")]

    def __str__(self):
        return self.name

    @property
    def shown_name(self) -> str:
        """In the reader's language, where it has a name in it."""
        return in_readers_language(self.name, self.name_en)

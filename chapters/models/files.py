"""Files of chapters: documents, which are kept, and photographs, which are shown."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.history.tracking import tracked

from .chapters import Chapter


@tracked
class Document(models.Model):
    """A file of a chapter or of an application. Kept for good, also when the chapter is dissolved."""

    class Kind(models.TextChoices):
        CHARTER = "charter", _("Charter")
        PLAN = "plan", pgettext_lazy("document", "Plan")
        LETTER = "letter", _("Letter of commission")
        MINUTES = "minutes", _("Minutes")
        AUDIT = "audit", _("Audit report")
        REPORT = "report", pgettext_lazy("document", "Report")
        CERTIFICATE = "certificate", pgettext_lazy("document", "Certificate")
        RESULT = "result", _("Result")
        OTHER = "other", _("Other document")

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("chapter")
    )
    application = models.ForeignKey(
        "chapters.Application", models.PROTECT, null=True, blank=True, related_name="documents"
    )
    congress = models.ForeignKey("chapters.Congress", models.PROTECT, null=True, blank=True, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    name = models.CharField(_("file name"), max_length=100)
    file = models.FileField(_("file"), upload_to="chapters/documents/")
    form = models.CharField(max_length=4)  # jpg, png, pdf, docx, xlsx: read from the bytes
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                condition=Q(chapter__isnull=False) | Q(application__isnull=False) | Q(congress__isnull=False),
                name="document_of_something",
            ),
        ]
        triggers = [pgtrigger.Protect(name="document_kept", operation=pgtrigger.Delete)]

    def __str__(self):
        return self.name


@tracked
class Photo(models.Model):
    """A picture on a chapter's public page, drawn anew without what a camera wrote into it."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="photos", verbose_name=_("chapter"))
    file = models.ImageField(_("picture"), upload_to="chapters/photos/")
    caption = models.CharField(_("caption"), max_length=200)
    caption_en = models.CharField(_("caption in English"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # of the form: a second submit is the first

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __str__(self):
        return self.caption

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessRecord(models.Model):
    """One look at, export of, or sending to people. Holds ids, a count and the reason, never
    a person's data; rows cannot be changed or deleted (Personal Information Protection Law,
    art. 51, 54-56: kept at least three years)."""

    class Action(models.TextChoices):
        VIEW = "view", _("Looked at")
        REVEAL = "reveal", _("Revealed contacts")
        SEARCH = "search", _("Searched")
        EXPORT = "export", _("Exported")
        DOWNLOAD = "download", _("Downloaded")
        MERGE = "merge", _("Merged")
        SEND = "send", _("Sent to")
        IMPERSONATE = "impersonate", _("Looked as")
        ERASE = "erase", _("Erased")

    action = models.CharField(_("action"), max_length=12, choices=Action)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    target = models.CharField(_("target"), max_length=60, help_text=_("Model label, such as alumni.alumnus"))
    target_id = models.BigIntegerField(_("target number"), null=True, blank=True)
    count = models.PositiveIntegerField(_("number of rows"), default=1)
    criteria = models.JSONField(_("criteria"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("access record")
        verbose_name_plural = _("access records")
        indexes = [
            models.Index(fields=["target", "target_id", "-at"], name="access_target"),
            models.Index(fields=["by", "-at"], name="access_by"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_action_display()} · {self.object_name}"

    @property
    def object_name(self) -> str:
        """The kind of record in the reader's words, with its number; the label itself of a kind that is gone."""
        try:
            name = str(apps.get_model(self.target)._meta.verbose_name)
        except (LookupError, ValueError):
            name = self.target
        return f"{name} {self.target_id or ''}".strip()


class AccessedPerson(models.Model):
    """That an access record of many was about this person too: who was in an export, to whom something was sent.
    The number only; the kernel knows no people. Cannot be changed or deleted."""

    record = models.ForeignKey(AccessRecord, models.PROTECT, related_name="people", db_index=False)
    person_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("person of an access record")
        verbose_name_plural = _("people of access records")
        constraints = [models.UniqueConstraint(fields=["person_id", "record"], name="accessedperson_once")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.record_id}: {self.person_id}"

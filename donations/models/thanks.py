"""Thanks: the words, and whom they are due to."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked
from alumni_office.ui.office import in_readers_language

from .donors import Donor
from .gifts import Gift, SoftCredit


@tracked
class ThanksTemplate(models.Model):
    """Words of a letter or a certificate, in both languages. Words in braces are filled by code: the closed list
    stands in `services/thanks/words.py`, and a form refuses any other."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter of thanks")
        CERTIFICATE = "certificate", pgettext_lazy("gift", "Certificate")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.LETTER)
    name = models.CharField(pgettext_lazy("of a list", "name"), max_length=80, unique=True)
    title = models.CharField(_("subject or title"), max_length=120)
    title_en = models.CharField(_("subject or title, in English"), max_length=160)
    text = models.TextField(_("text"), max_length=4000)
    text_en = models.TextField(_("English text"), max_length=5000)
    # For which of the two: who gave, or who is credited for what others gave.
    is_for_credit = models.BooleanField(_("for those who are credited for gifts of others"), default=False)
    # Sent by the sweep, without anybody pressing a button: letters alone, one of each sort at most.
    is_automatic = models.BooleanField(_("goes out by itself as soon as a gift is posted"), default=False)
    retired_at = models.DateTimeField(_("no more in use since"), null=True, blank=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("template of thanks")
        verbose_name_plural = _("templates of thanks")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(title="") & ~Q(title_en="") & ~Q(text="") & ~Q(text_en=""),
                name="thanks_template_in_both_languages",
            ),
            models.CheckConstraint(
                condition=Q(is_automatic=False) | Q(kind="letter", retired_at__isnull=True),
                name="thanks_template_automatic_letter",
            ),
            models.UniqueConstraint(
                fields=["is_for_credit"], condition=Q(is_automatic=True), name="thanks_template_automatic_once"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_title(self) -> str:
        return in_readers_language(self.title, self.title_en)

    @property
    def shown_text(self) -> str:
        return in_readers_language(self.text, self.text_en)


class ThanksQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may see the gift."""
        if not user.is_authenticated:
            return self.none()
        reach = user.reach(Permission.GIFT_VIEW)
        if reach.everyone:
            return self
        return self.filter(Exists(Gift.objects.of_colleges(reach.college_ids).filter(pk=OuterRef("gift"))))

    def due(self):
        return self.filter(state=Thanks.State.DUE)


class Thanks(models.Model):
    """Thanks for one gift to one donor: made due by the sweep, once; then sent or waived."""

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("thanks", "Due")
        SENT = "sent", pgettext_lazy("thanks", "Sent")
        WAIVED = "waived", pgettext_lazy("thanks", "Waived")

    class Way(models.TextChoices):
        NONE = "", "—"
        MAIL = "mail", _("E-mail")
        PAPER = "paper", _("Paper")

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="thanks", verbose_name=_("gift"))
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="thanks", verbose_name=_("donor"))
    credit = models.ForeignKey(
        SoftCredit, models.PROTECT, null=True, blank=True, related_name="thanks", verbose_name=_("soft credit")
    )
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DUE)
    way = models.CharField(_("way"), max_length=5, choices=Way, blank=True, default=Way.NONE)
    template = models.ForeignKey(
        ThanksTemplate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("template of thanks")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    due_at = models.DateTimeField(_("due since"), auto_now_add=True)
    ended_at = models.DateTimeField(_("sent or waived at"), null=True, blank=True, editable=False)
    # Empty: nobody, the template goes out by itself.
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [
            models.UniqueConstraint(fields=["gift", "donor"], name="thanks_once"),
            models.CheckConstraint(
                condition=Q(state="due", ended_at__isnull=True, way="", reason="")
                | (Q(state="sent", ended_at__isnull=False, template__isnull=False, reason="") & ~Q(way=""))
                | (Q(state="waived", ended_at__isnull=False, way="") & ~Q(reason="")),
                name="thanks_state",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(state="due"), name="thanks_due")]

    def __str__(self):
        return f"{self.donor} · {self.gift}"

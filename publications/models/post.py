"""What goes out by post: a print run, its parcels, who is in each, and where every copy is."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alumni_office.accounts.roles import Permission
from alumni_office.history.tracking import tracked


class DistributionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for whoever may see publications of everyone."""
        if user.is_authenticated and user.reach(Permission.POST_SEND).everyone:
            return self
        return self.none()


@tracked
class Distribution(models.Model):
    """A printed issue or book on its way to many readers. The copies add up in every row:
    printed + returned = sent + given away + spoiled + in stock."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PREPARED = "prepared", _("Labels ready")
        SENDING = "sending", pgettext_lazy("parcels", "Going out")
        CLOSED = "closed", pgettext_lazy("distribution", "Closed")

    title = models.CharField(_("what is sent"), max_length=120)
    issue = models.ForeignKey(
        "publications.Issue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="distributions",
        verbose_name=_("issue"),
    )
    # See queries/audience.py; evaluated when the labels are made.
    audience = models.JSONField(_("readers"), default=dict)
    is_first_contact = models.BooleanField(
        _("also to those who were never asked"),
        default=False,
        help_text=_("With a notice and a way to end it in the parcel; whoever said no is left out all the same."),
    )
    one_an_address = models.BooleanField(
        _("one copy an address"), default=True, help_text=_("People of one household or office share a copy.")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    printed = models.PositiveIntegerField(_("copies printed"))
    sent = models.PositiveIntegerField(_("copies sent"), default=0)
    returned = models.PositiveIntegerField(_("copies returned"), default=0)
    given = models.PositiveIntegerField(_("copies given away"), default=0)
    spoiled = models.PositiveIntegerField(_("copies spoiled"), default=0)
    left_out = models.JSONField(default=dict, blank=True)  # {reason: people}, when the labels were made
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)
    prepared_at = models.DateTimeField(_("labels made at"), null=True, blank=True)
    labels_printed_at = models.DateTimeField(_("labels printed at"), null=True, blank=True)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")  # makes the labels
    print_job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = DistributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("distribution")
        verbose_name_plural = _("distributions")
        permissions = [("send_distribution", "Can send printed issues by post")]
        constraints = [
            models.CheckConstraint(
                condition=Q(printed__gte=F("sent") + F("given") + F("spoiled") - F("returned")),
                name="distribution_copies_add_up",
            ),
            models.CheckConstraint(condition=Q(returned__lte=F("sent")), name="distribution_returned_was_sent"),
            models.CheckConstraint(condition=~Q(title=""), name="distribution_has_a_title"),
        ]

    def __str__(self):
        return self.title

    @property
    def in_stock(self) -> int:
        return self.printed + self.returned - self.sent - self.given - self.spoiled


class Parcel(models.Model):
    """One envelope with one label."""

    class State(models.TextChoices):
        READY = "ready", pgettext_lazy("parcel", "To be sent")
        SENT = "sent", pgettext_lazy("parcel", "Sent")
        RETURNED = "returned", pgettext_lazy("parcel", "Came back")
        DROPPED = "dropped", _("Taken out")

    class Reason(models.TextChoices):
        MOVED = "moved", _("Moved away")
        UNKNOWN = "unknown", _("Not known there")
        ADDRESS = "address", _("Address incomplete or wrong")
        UNCLAIMED = "unclaimed", _("Not collected")
        REFUSED = "refused", pgettext_lazy("parcel", "Not accepted")

    # After which the address itself is not to be used again.
    BAD_ADDRESS = [Reason.MOVED, Reason.UNKNOWN, Reason.ADDRESS]

    distribution = models.ForeignKey(Distribution, models.PROTECT, related_name="parcels")
    number = models.PositiveIntegerField(_("number"))  # in the order of the labels
    code = models.CharField(_("code"), max_length=20, unique=True)  # on the label, as a barcode
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    address = models.CharField(_("address"), max_length=254)
    names = models.CharField(pgettext_lazy("parcel", "for"), max_length=200)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READY)
    carrier = models.CharField(_("carrier"), max_length=30, blank=True)
    tracking_no = models.CharField(_("tracking number"), max_length=40, blank=True, db_collation="C")
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    returned_at = models.DateTimeField(_("came back at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=9, choices=Reason, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        constraints = [
            models.UniqueConstraint(fields=["distribution", "number"], name="parcel_number_once"),
            models.UniqueConstraint(
                fields=["carrier", "tracking_no"], condition=~Q(tracking_no=""), name="parcel_tracking_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "returned"]) | Q(sent_on__isnull=False), name="parcel_sent_when"
            ),
            models.CheckConstraint(
                condition=Q(state="returned", returned_at__isnull=False) & ~Q(reason="")
                | ~Q(state="returned") & Q(returned_at__isnull=True, reason=""),
                name="parcel_returned_why",
            ),
        ]
        indexes = [models.Index(fields=["distribution", "state", "number"], name="parcel_state")]
        triggers = [
            # Where the parcels are and how many copies are where is one fact.
            pgtrigger.Trigger(
                name="parcel_copies_add_up",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(old="before", new="after"),
                func="""
                    UPDATE publications_distribution AS d
                    SET sent = d.sent + change.sent, returned = d.returned + change.returned
                    FROM (
                        SELECT after.distribution_id,
                            count(*) FILTER (WHERE after.state IN ('sent', 'returned'))
                                - count(*) FILTER (WHERE before.state IN ('sent', 'returned')) AS sent,
                            count(*) FILTER (WHERE after.state = 'returned')
                                - count(*) FILTER (WHERE before.state = 'returned') AS returned
                        FROM before JOIN after USING (id)
                        GROUP BY after.distribution_id
                    ) AS change
                    WHERE d.id = change.distribution_id AND (change.sent, change.returned) <> (0, 0);
                    RETURN NULL;
                """,
            ),
            pgtrigger.Protect(
                name="parcel_begins_here",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.state NOT IN ('ready', 'dropped')"),
            ),
            pgtrigger.Protect(
                name="parcel_kept_once_sent",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state IN ('sent', 'returned')"),
            ),
        ]

    def __str__(self):
        return self.code


class ParcelReader(models.Model):
    """Somebody for whom a parcel is, and the address that was on file."""

    parcel = models.ForeignKey(Parcel, models.PROTECT, related_name="readers")
    distribution = models.ForeignKey(Distribution, models.PROTECT, related_name="readers")
    alumnus = models.ForeignKey("alumni.Alumnus", models.PROTECT, related_name="parcels", verbose_name=_("alumnus"))
    contact = models.ForeignKey("alumni.ContactPoint", models.SET_NULL, null=True, related_name="+")
    # The return of the parcel is why the contact counts as bad; undoing the return makes it good again.
    made_bad = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("reader of a parcel")
        verbose_name_plural = _("readers of parcels")
        constraints = [models.UniqueConstraint(fields=["distribution", "alumnus"], name="parcelreader_once")]

    def __str__(self):
        return f"{self.parcel}: {self.alumnus}"


@tracked
class StockMove(models.Model):
    """Copies that went another way than by a parcel."""

    class Kind(models.TextChoices):
        PRINTED = "printed", _("Printed in addition")
        GIVEN = "given", _("Given away")
        SPOILED = "spoiled", _("Spoiled")

    distribution = models.ForeignKey(Distribution, models.PROTECT, related_name="moves")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    copies = models.IntegerField(_("copies"))  # negative: corrects an earlier one
    note = models.CharField(_("note"), max_length=200)
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("movement of copies")
        verbose_name_plural = _("movements of copies")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(copies=0) & ~Q(note=""), name="stockmove_says_what"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.copies}"

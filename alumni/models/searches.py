from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import Alumnus


class SearchKey(models.Model):
    """One string by which a person is found, and how good a find it is. Filled by the database
    (alumni/sql/search.sql); people are read from its index alone, in the order they are shown."""

    class Rank(models.IntegerChoices):
        HEAD = 1  # the whole name from its beginning, in a reading or in letters
        INNER = 2  # the name from a later character on, or by a rarer reading

    person = models.ForeignKey(Alumnus, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    rank = models.SmallIntegerField(choices=Rank)
    key = models.TextField(db_collation="C")
    seniority = models.SmallIntegerField()  # minus the last graduation year: the youngest first

    class Meta:
        managed = False
        db_table = "alumni_searchkey"


class SearchDoc(models.Model):
    """What filters and counts need to know of a person, on one narrow row. Filled by the database."""

    person = models.OneToOneField(Alumnus, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="doc")
    sort_name = models.TextField(db_collation="C")
    terms = ArrayField(models.BigIntegerField())

    class Meta:
        managed = False
        db_table = "alumni_searchdoc"


class Term(models.Model):
    """A value that many people share: a college, an employer, a city, a year. Filled by the
    database; `people` is counted now and then and only steers the choice of a plan."""

    kind = models.CharField(max_length=12)
    text = models.TextField()
    people = models.IntegerField(default=0)

    class Meta:
        managed = False
        db_table = "alumni_term"


class TermKey(models.Model):
    """The fragments by which a term is found."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="keys")
    key = models.TextField(db_collation="C")

    class Meta:
        managed = False
        db_table = "alumni_termkey"


class SharedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own and what colleagues share."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(models.Q(owner=user) | models.Q(is_shared=True))


class SavedSearch(models.Model):
    """Words and filters under a name, evaluated anew at each use."""

    name = models.CharField(_("name"), max_length=80)
    words = models.CharField(_("words"), max_length=200, blank=True)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_searches", verbose_name=_("owner")
    )
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name"]
        permissions = [("share_savedsearch", "Can share searches and lists")]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="savedsearch_name_per_owner")]

    def __str__(self):
        return self.name


class PersonList(models.Model):
    """People picked by hand."""

    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="person_lists", verbose_name=_("owner")
    )
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="personlist_name_per_owner")]

    def __str__(self):
        return self.name


class PersonListEntry(models.Model):
    list = models.ForeignKey(PersonList, models.CASCADE, related_name="entries", verbose_name=_("list"))
    alumnus = models.ForeignKey(Alumnus, models.PROTECT, related_name="list_entries", verbose_name=_("alumnus"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        constraints = [models.UniqueConstraint(fields=["list", "alumnus"], name="personlistentry_once")]

    def __str__(self):
        return f"{self.list}: {self.alumnus}"

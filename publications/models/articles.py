"""Articles, their photographs, and the people whom they are about or by."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .periodicals import Section


class ArticleQuerySet(models.QuerySet):
    def published(self):
        return self.filter(issue__state="published")

    def in_order(self):
        return self.order_by("order", "pk")

    def drawer(self):
        """Written, and in no issue."""
        return self.filter(issue__isnull=True)


class Article(models.Model):
    """Text in Chinese, and in English where there is one. What stands in `words`, `searched` and `text_hash` is
    written by the database (sql/periodicals.sql), which also refuses a change once the issue is approved. Earlier
    versions are not kept: they would keep the names of people who had themselves taken out."""

    issue = models.ForeignKey(
        "publications.Issue", models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("issue")
    )
    order = models.PositiveSmallIntegerField(_("place in the issue"), default=1)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("section")
    )
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("lead"), max_length=600, blank=True)
    body = models.TextField(_("text"), max_length=60000, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    lead_en = models.TextField(_("lead in English"), max_length=1200, blank=True)
    body_en = models.TextField(_("text in English"), max_length=120000, blank=True)
    authors = models.CharField(
        pgettext_lazy("article", "by"), max_length=120, blank=True, help_text=_("As printed below the title.")
    )
    authors_en = models.CharField(_("by, in English"), max_length=160, blank=True)
    key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    text_hash = models.CharField(max_length=32, default="", editable=False)
    words = models.TextField(default="", editable=False)
    searched = SearchVectorField(null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_has_a_title"),
            models.UniqueConstraint(
                fields=["issue", "order"], name="article_place_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(body_en="", lead_en="") | ~Q(title_en=""), name="article_english_has_a_title"
            ),
        ]
        indexes = [GinIndex(fields=["searched"], name="article_searched")]

    def __str__(self):
        return self.title

    @property
    def public_url(self) -> str:
        return reverse("publications:article", args=[self.pk])


class ArticlePersonQuerySet(models.QuerySet):
    def shown(self):
        """Whose name and photographs visitors see."""
        return self.filter(state=ArticlePerson.State.AGREED, alumnus__restricted_at__isnull=True)

    def not_shown(self):
        return self.filter(~Q(state=ArticlePerson.State.AGREED) | Q(alumnus__restricted_at__isnull=False))

    def with_hashes(self):
        """Annotate `photo_hash`, of the photographs that show the person ("" for none), and `is_complete`: agreed to
        the text and the photographs as they stand."""
        return self.annotate(
            photo_hash=Func(F("pk"), function="publications_photo_hash", output_field=models.CharField()),
            is_complete=Func(F("pk"), function="publications_is_agreed", output_field=models.BooleanField()),
        )


class ArticlePerson(models.Model):
    """Somebody on record whom an article is about, or who wrote it, and whether the person agreed.

    `agreed_text` and `agreed_photo` are the hashes of what was read: another text needs another word."""

    class Role(models.TextChoices):
        SUBJECT = "subject", _("The article is about the person")
        AUTHOR = "author", _("The person wrote it")

    class State(models.TextChoices):
        NEW = "new", _("Not asked yet")
        ASKED = "asked", _("Asked")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Did not agree")
        WITHDRAWN = "withdrawn", _("Taken back")

    article = models.ForeignKey(Article, models.PROTECT, related_name="people", verbose_name=_("article"))
    alumnus = models.ForeignKey(
        "alumni.Alumnus", models.PROTECT, related_name="article_people", verbose_name=_("alumnus")
    )
    role = models.CharField(_("role"), max_length=7, choices=Role, default=Role.SUBJECT)
    name = models.CharField(_("name as in the article"), max_length=60)
    name_en = models.CharField(_("name in the English text"), max_length=80, blank=True)
    reading = models.CharField(max_length=120, blank=True)  # by which the index is sorted
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.NEW)
    agreed_text = models.CharField(max_length=32, blank=True)
    agreed_photo = models.CharField(max_length=32, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)  # none yet
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("good until"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    photo_hash: str  # annotated
    is_complete: bool

    objects = ArticlePersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of an article")
        verbose_name_plural = _("people of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "alumnus"], name="articleperson_once"),
            models.CheckConstraint(condition=~Q(name=""), name="articleperson_has_a_name"),
            models.CheckConstraint(
                condition=Q(state="agreed", answered_at__isnull=False) & ~Q(agreed_text="")
                | (~Q(state="agreed") & Q(agreed_text="", agreed_photo="")),
                name="articleperson_agreed_to_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "withdrawn"]) | Q(answered_at__isnull=False),
                name="articleperson_answered_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | Q(token_hash__isnull=False, asked_at__isnull=False),
                name="articleperson_asked_by_link",
            ),
        ]

    def __str__(self):
        return self.name


class ArticleConsent(models.Model):
    """One word of a person about one article: given or not, to the text and to the photographs. Never changed: a later
    row overrules an earlier one (Personal Information Protection Law, art. 14-16)."""

    class Source(models.TextChoices):
        LINK = "link", _("By the link")
        OFFICE = "office", _("Told to the office")

    person = models.ForeignKey(ArticlePerson, models.PROTECT, related_name="consents")
    text = models.BooleanField(pgettext_lazy("consent", "text"))
    photo = models.BooleanField(pgettext_lazy("consent", "photographs"))
    text_hash = models.CharField(max_length=32)
    photo_hash = models.CharField(max_length=32, blank=True)
    wording = models.TextField(_("wording"))
    source = models.CharField(_("source"), max_length=6, choices=Source)
    note = models.CharField(_("how it was said"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent to an article")
        verbose_name_plural = _("consents to articles")
        constraints = [
            models.CheckConstraint(
                condition=Q(source="link") | (Q(source="office", by__isnull=False) & ~Q(note="")),
                name="articleconsent_office_says_how",
            ),
            models.CheckConstraint(condition=Q(text=True) | Q(photo=False), name="articleconsent_photo_with_text"),
        ]
        triggers = [pgtrigger.Protect(name="articleconsent_unchanged", operation=pgtrigger.Update)]

    def __str__(self):
        return str(_("given") if self.text else _("not given"))


class Picture(models.Model):
    """A photograph of an article: below the title, or after the paragraph that `place` counts."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="pictures", verbose_name=_("article"))
    file = models.FileField(_("picture"), upload_to="publications/pictures", max_length=100)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField(_("after which paragraph"), default=0, help_text=_("0: above the text."))
    alternative = models.CharField(_("what it shows"), max_length=200, help_text=_("For readers who cannot see it."))
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    caption_en = models.CharField(_("caption in English"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=80)
    people = models.ManyToManyField(
        ArticlePerson, through="PicturedPerson", related_name="pictures", verbose_name=_("who can be recognised"),
        blank=True,
    )  # fmt: skip
    key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        constraints = [
            models.CheckConstraint(condition=~Q(alternative=""), name="picture_is_described"),
            models.CheckConstraint(condition=~Q(credit=""), name="picture_is_credited"),
        ]

    def __str__(self):
        return self.caption or self.alternative

    @property
    def kind(self) -> str:
        return str(self.file.name).rpartition(".")[2]


class PicturedPerson(models.Model):
    """That a person of the article can be recognised on one of its photographs."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="+")
    person = models.ForeignKey(ArticlePerson, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("person on a photograph")
        verbose_name_plural = _("people on photographs")
        constraints = [models.UniqueConstraint(fields=["picture", "person"], name="picturedperson_once")]

    def __str__(self):
        return f"{self.picture}: {self.person}"


class ContainsPieces(models.Lookup):
    """`searched @@ query`, where the query is made by publications_query()."""

    lookup_name = "contains_pieces"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}", [*left_params, *right_params]


SearchVectorField.register_lookup(ContainsPieces)

"""What is typed about an article, its photographs and its people."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.forms.people import StyledForm
from alumni_office.ui.rich_field import RichTextField
from chapters.forms.fields import PictureField
from publications.models import Article, ArticlePerson, Picture, Section
from publications.services.articles_pictures import LONGEST_SIDE

from .periodicals import label


def _of(name: str):
    return label(name, Article)


class OneLine(forms.CharField):
    def clean(self, value):
        return " ".join(super().clean(value).split())


class ArticleForm(StyledForm):
    """Arguments of services.articles.create_article() and save_article()."""

    section = forms.ModelChoiceField(
        label=_of("section"), queryset=Section.objects.none(), required=False, empty_label="—"
    )
    title = OneLine(label=_of("title"), max_length=120)
    lead = forms.CharField(
        label=_of("lead"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One or two sentences below the title, in lists and in the feed."),
    )  # fmt: skip
    body = RichTextField(label=_of("body"), max_length=60000, required=False)
    authors = OneLine(
        label=_of("authors"), max_length=120, required=False, help_text=Article._meta.get_field("authors").help_text
    )
    title_en = OneLine(label=_of("title_en"), max_length=200, required=False)
    lead_en = forms.CharField(
        label=_of("lead_en"), max_length=1200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    body_en = RichTextField(label=_of("body_en"), max_length=120000, required=False)
    authors_en = OneLine(label=_of("authors_en"), max_length=160, required=False)

    def __init__(self, *args, periodical=None, **kwargs):
        super().__init__(*args, **kwargs)
        if periodical is None:
            del self.fields["section"]
        else:
            self.fields["section"].queryset = periodical.sections.order_by("order", "pk")
        for name in ("body", "body_en"):
            self.fields[name].widget.attrs |= {"rows": 18}

    def clean(self):
        data = super().clean()
        data.setdefault("section", None)
        if (data.get("body_en") or data.get("lead_en")) and not data.get("title_en"):
            self.add_error("title_en", _("The English text needs a title."))
        return data


class NewArticleForm(ArticleForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class EditArticleForm(ArticleForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PictureForm(StyledForm):
    """Arguments of services.articles_pictures.edit_picture()."""

    alternative = OneLine(
        label=label("alternative", Picture), max_length=200, help_text=gettext_lazy("For readers who cannot see it.")
    )
    caption = OneLine(label=label("caption", Picture), max_length=200, required=False)
    caption_en = OneLine(label=label("caption_en", Picture), max_length=300, required=False)
    credit = OneLine(label=label("credit", Picture), max_length=80)
    place = forms.IntegerField(
        label=label("place", Picture), min_value=0, max_value=500, initial=0,
        help_text=gettext_lazy("0: above the text."),
    )  # fmt: skip
    people = forms.ModelMultipleChoiceField(
        label=label("people", Picture), queryset=ArticlePerson.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Whoever stands here is asked for the photograph too; it goes when the word is taken "
                               "back."),
    )  # fmt: skip

    def __init__(self, *args, article: Article, **kwargs):
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        people.queryset = article.people.order_by("pk")
        people.widget.attrs["class"] = "form-check-input"
        if not article.people.exists():
            del self.fields["people"]

    def clean(self):
        data = super().clean()
        data.setdefault("people", [])
        return data


class NewPictureForm(PictureForm):
    """Arguments of services.articles_pictures.add_picture(); `upload` is one."""

    upload = PictureField(
        longest_side=LONGEST_SIDE, label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG or PNG, at most 10 MB. What the camera wrote into it (place, time) is taken out."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ["upload"]


class FindPersonForm(StyledForm):
    name = forms.CharField(label=gettext_lazy("Name on record"), max_length=60)


class PersonForm(StyledForm):
    """Arguments of services.articles_people.add_person(), beside the person."""

    role = forms.ChoiceField(label=gettext_lazy("In the article"), choices=ArticlePerson.Role.choices)
    name = OneLine(
        label=label("name", ArticlePerson), max_length=60,
        help_text=gettext_lazy("Exactly as it stands in the text: it is what disappears when the word is taken back."),
    )  # fmt: skip
    name_en = OneLine(label=label("name_en", ArticlePerson), max_length=80, required=False)


class AnswerForm(StyledForm):
    """Arguments of services.articles_people.record_answer()."""

    text = forms.TypedChoiceField(
        label=gettext_lazy("The text"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("May be published")), ("no", gettext_lazy("May not be published"))],
    )  # fmt: skip
    photo = forms.BooleanField(label=gettext_lazy("The photographs that show the person too"), required=False)
    note = OneLine(
        label=gettext_lazy("How it was said"), max_length=300,
        help_text=gettext_lazy("Letter, signed print, telephone, with the date. It is kept with the answer."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["class"] = "form-check-input"


class ConsentForm(StyledForm):
    """What a person answers by the link: `text` and `photo`."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"), widget=forms.RadioSelect,
        choices=[
            ("all", gettext_lazy("Yes, you may publish the text and the photographs that show me")),
            ("text", gettext_lazy("Yes to the text, but without the photographs that show me")),
            ("no", gettext_lazy("No, please do not publish it")),
        ],
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args, with_photo: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].widget.attrs["class"] = "form-check-input"
        if not with_photo:
            self.offer("answer", [("all", _("Yes, you may publish it")), ("no", _("No, please do not publish it"))])

    @property
    def said(self) -> dict:
        answer = self.cleaned_data["answer"]
        return {"text": answer != "no", "photo": answer == "all", "seen": self.cleaned_data["seen"]}


class SearchForm(StyledForm):
    q = forms.CharField(
        label=gettext_lazy("Words"), max_length=80, required=False,
        help_text=gettext_lazy("Two characters are enough; several words are found together."),
    )  # fmt: skip

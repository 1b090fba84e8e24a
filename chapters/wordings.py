"""What a member agrees to, word for word. A wording that was shown is never changed: a new one is put before it and
gets the next version; the consent keeps the text that was read (Personal Information Protection Law, art. 14, 17)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Chapter, SharingConsent

Law = SharingConsent.Law


@dataclass(frozen=True)
class Wording:
    """`text` names %(chapter)s, and where the law asks for it the recipient's %(register)s, %(place)s, %(contact)s."""

    law: str
    version: int
    title: str | Promise
    text: str | Promise
    note: str | Promise

    def text_for(self, chapter: Chapter) -> str:
        return str(self.text) % {
            "chapter": chapter.shown_name,
            "register": f"{chapter.civil_authority} {chapter.civil_number}".strip(),
            "place": chapter.city or chapter.get_province_display() or chapter.country,
            "contact": contact_of(chapter),
        }

    def as_read(self, chapter: Chapter) -> str:
        """What a consent keeps."""
        return f"{self.text_for(chapter)} {self.note} [{self.law} {self.version}]"


WORDINGS = [
    Wording(
        Law.CHAPTER, 1, gettext_lazy("Seen by the officers of the chapter"),
        gettext_lazy(
            "While their term lasts, the officers of %(chapter)s may see my name and what I opened to the chapter, and "
            "take it out as a list, to keep the chapter’s list of members and to write to me about its life. When I "
            "take this back, I am counted as a member and not named."
        ),
        gettext_lazy("Consent: art. 13 and 14 of the Personal Information Protection Law."),
    ),
    Wording(
        Law.LEGAL_PERSON, 1, gettext_lazy("Passed on to a legal person of its own"),
        gettext_lazy(
            "The alumni office may pass on my name and what I opened to %(chapter)s, a legal person of its own "
            "(%(register)s; contact: %(contact)s), which keeps its list of members with it, writes to me about its "
            "life, and answers itself for what it does with it."
        ),
        gettext_lazy("Separate consent: art. 23 of the Personal Information Protection Law."),
    ),
    Wording(
        Law.ABROAD, 1, gettext_lazy("Passed on outside mainland China"),
        gettext_lazy(
            "The officers of %(chapter)s are outside mainland China (%(place)s; contact: %(contact)s). My name and "
            "what I opened to the chapter may be seen and kept there, for its list of members and for writing to me "
            "about its life; the law there may protect it less. To see, correct or delete it I may turn to the chapter "
            "or to the alumni office."
        ),
        gettext_lazy("Separate consent: art. 38 and 39 of the Personal Information Protection Law."),
    ),
]  # fmt: skip


def contact_of(chapter: Chapter) -> str:
    return chapter.email or chapter.phone or chapter.address or _("through the alumni office")


def wording(law: str) -> Wording:
    return next(each for each in WORDINGS if each.law == law)


def asked_by(chapter: Chapter) -> list[Wording]:
    """All that somebody must agree to before the officers of this chapter see anything."""
    laws = [Law.CHAPTER, *[Law.LEGAL_PERSON] * chapter.is_legal_person, *[Law.ABROAD] * chapter.is_abroad]
    return [wording(law) for law in laws]

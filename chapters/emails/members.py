"""What is written to members, to who asks to become one, and to who is invited: (subject, text)."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, hello, language_of
from chapters.models import Chapter, Membership, Notice


def somebody_asks(chapter: Chapter) -> tuple[str, str]:
    """In the active language. Who it is stands on the page, which only officers of today open."""
    return _("Somebody asks to join %(chapter)s") % {"chapter": chapter.shown_name}, _page(
        _("An alumnus asks to become a member of %(chapter)s. Who it is, and what was opened to you, stands here:")
        % {"chapter": chapter.shown_name},
        absolute(reverse("chapters:my-members", args=[chapter.pk])),
    )


def admitted(membership: Membership, user) -> tuple[str, str]:
    with translation.override(language_of(user)):
        return _("You are a member of %(chapter)s") % _named(membership), _page(
            hello(membership.alumnus.name),
            _("%(chapter)s has admitted you. What its officers see of you, and how to change it, stands here:")
            % _named(membership),
            _own_page(membership.chapter_id),
        )


def refused(membership: Membership, user) -> tuple[str, str]:
    with translation.override(language_of(user)):
        return _("About your wish to join %(chapter)s") % _named(membership), _page(
            hello(membership.alumnus.name), _("%(chapter)s did not admit you. The reason:") % _named(membership),
            membership.reason, _("If you think that this is a mistake, please write to the alumni office."),
        )  # fmt: skip


def ended(membership: Membership, user) -> tuple[str, str]:
    with translation.override(language_of(user)):
        return _("Your membership in %(chapter)s has ended") % _named(membership), _page(
            hello(membership.alumnus.name),
            _("%(chapter)s has ended your membership. The reason:") % _named(membership), membership.reason,
            _("If you think that this is a mistake, please write to the alumni office."),
        )  # fmt: skip


def consent_needed(chapter: Chapter, user) -> tuple[str, str]:
    with translation.override(language_of(user)):
        return _("%(chapter)s asks for your consent") % {"chapter": chapter.shown_name}, _page(
            _("%(chapter)s has been registered as a legal person of its own. The law (Personal Information Protection "
              "Law, art. 23) asks for a separate consent before your data are passed on to it. Until you give it you "
              "stay a member and are not named to anybody. You decide here:") % {"chapter": chapter.shown_name},
            _own_page(chapter.pk),
            _("This is the only mail about it."),
        )  # fmt: skip


def invitation(chapter: Chapter, person, token: str) -> tuple[str, str]:
    """In the site's language: nobody knows the reader's yet. The link to refuse changes nothing when it is opened."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(chapter)s invites you") % {"chapter": chapter.shown_name}, _page(
            hello(person.name),
            _("By our records you belong where %(chapter)s is at home. If you like, become a member:")
            % {"chapter": chapter.shown_name},
            absolute(reverse("chapters:join", args=[chapter.pk])),
            _("The chapter does not know your name or your address: this mail comes from the alumni office, which has "
              "them from your studies or from yourself. You get it once."),
            _("If you want no invitations from chapters, say so here, for good:"),
            absolute(reverse("chapters:invitation", args=[token])),
        )  # fmt: skip


def notice(notice: Notice, membership: Membership) -> tuple[str, str]:
    """As the chapter wrote it, in both languages where it wrote both."""
    with translation.override(settings.LANGUAGE_CODE):
        english = [notice.title_en, notice.text_en] if notice.text_en else []
        foot = _(
            "You get this because you are a member of %(chapter)s and opened your e-mail address to it. You stop it, "
            "or leave, here:"
        )
        return _("%(chapter)s: %(title)s") % {
            "chapter": notice.chapter.name,
            "title": " ".join(notice.title.split()),
        }, "\n\n".join(
            [notice.text, *english, "-- ", foot % {"chapter": notice.chapter.name}, _own_page(notice.chapter_id)]
        )


def _own_page(chapter_id: int) -> str:
    return absolute(reverse("chapters:membership", args=[chapter_id]))


def _named(membership: Membership) -> dict[str, str]:
    return {"chapter": membership.chapter.shown_name}


def _page(*paragraphs: str) -> str:
    is_chinese = (get_language() or "").startswith("zh")
    office = settings.UNIVERSITY_NAME if is_chinese else settings.UNIVERSITY_NAME_EN
    return "\n\n".join([*paragraphs, f"{office}\n{_('Alumni Office')}"]) + "\n"

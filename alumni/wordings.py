"""What a person agrees to, word for word. A wording that was shown is never changed: a new one gets a new version
and is asked for anew; the consent keeps the text that was read (Personal Information Protection Law, art. 14, 17)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    purpose: str
    channel: str
    title: str | Promise
    text: str | Promise
    law: str | Promise = ""


WORDINGS = [
    Wording(
        "contact", "email", _("News and invitations by e-mail"),
        _("The alumni office may send me news of the university and invitations by e-mail."),
    ),
    Wording(
        "contact", "phone", _("News and invitations by telephone"),
        _("The alumni office may call me or write to my telephone about events and news."),
    ),
    Wording(
        "contact", "post", _("The newspaper and letters by post"),
        _("The alumni office may send me the newspaper, books and letters by post."),
    ),
    Wording(
        "contact", "wechat", _("News and invitations by WeChat"),
        _("The alumni office may write to me by WeChat."),
    ),
    Wording(
        "fundraising", "any", _("Requests for support"),
        _("The alumni office may tell me about funds and projects that look for support."),
    ),
    Wording(
        "chapter", "any", _("Passing on to my chapter"),
        _("The alumni office may give my name, studies and the contacts that I opened to the chapter where I live, "
          "which is a body of its own and answers itself for what it does with them."),
        _("Separate consent: art. 23 of the Personal Information Protection Law."),
    ),
    Wording(
        "publish", "any", _("My name in print and on the web"),
        _("The alumni office may name me in reports on events, lists of donors and articles in its newspaper and on "
          "its site."),
        _("Separate consent: art. 25 of the Personal Information Protection Law."),
    ),
    Wording(
        "abroad", "any", _("Transfer abroad"),
        _("The alumni office may give my name, studies and the contacts that I opened to the chapter in the country "
          "where I live, outside mainland China."),
        _("Separate consent: art. 38 and 39 of the Personal Information Protection Law."),
    ),
]  # fmt: skip


def wording(purpose: str, channel: str) -> Wording | None:
    return next((each for each in WORDINGS if (each.purpose, each.channel) == (purpose, channel)), None)

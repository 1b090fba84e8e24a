"""What is written about needs and the answers to them: (subject, text) in the active language."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute
from donations.models import Need, NeedCase

State = NeedCase.State


def invitation(need: Need, name: str) -> tuple[str, str]:
    return _("Perhaps for you: %(need)s") % {"need": need}, _page(
        _("Dear %(name)s,") % {"name": name},
        _("%(department)s writes to alumni of whom we think that this may interest them:")
        % {"department": need.department},
        str(need), need.shown_text,
        _("You can answer until %(day)s, here, after signing in:")
        % {"day": date_format(need.expires_on, "DATE_FORMAT")},
        absolute(reverse("donations:need", args=[need.pk])),
        _("You hear of this need once. If you do not want to answer, you need do nothing."),
        _("If you want no such mails any more, reply and say so, or change it here: %(url)s")
        % {"url": absolute(reverse("alumni:me-consents"))},
    )  # fmt: skip


def moved(case: NeedCase, name: str) -> tuple[str, str]:
    """What the one who answered is told of the state in which the case is now."""
    subject, sentence = _said(case)
    return subject % {"need": case.need}, _page(
        _("Dear %(name)s,") % {"name": name}, sentence % {"department": case.need.department, "need": case.need},
        case.told if case.state == State.TOLD_BACK else case.end_reason if case.state == State.ENDED else "",
        _("How it stands you can always see here:"), absolute(reverse("donations:answer", args=[case.pk])),
    )  # fmt: skip


def _said(case: NeedCase) -> tuple[str, str]:
    return {
        State.ANSWERED: (
            _("Thank you for your answer: %(need)s"),
            _("your answer to “%(need)s” has arrived. %(department)s reads it and gets in touch with you."),
        ),
        State.TALKING: (
            _("About your answer: %(need)s"),
            _("%(department)s has taken up your answer to “%(need)s” and talks with you about it."),
        ),
        State.AGREED: (
            _("Agreed: %(need)s"),
            _("what you and %(department)s talked about is agreed: “%(need)s”. Thank you."),
        ),
        State.CARRIED_OUT: (
            _("Carried out: %(need)s"),
            _("what was agreed with %(department)s on “%(need)s” is carried out. Soon we tell you what came of it."),
        ),
        State.TOLD_BACK: (
            _("What came of your answer: %(need)s"),
            _("you answered “%(need)s”. %(department)s tells you what came of it:"),
        ),
        State.ENDED: (
            _("About your answer: %(need)s"),
            _("nothing came of your answer to “%(need)s” this time. We thank you for it all the same. The reason:"),
        ),
    }[State(case.state)]


def answered(need: Need, case: NeedCase) -> tuple[str, str]:
    """For whoever follows it at the desk; what was answered stands on the page."""
    return _("An answer has come: %(need)s") % {"need": need}, _page(
        _("Somebody answered “%(need)s”. Read the answer and say a first word soon:") % {"need": need},
        absolute(reverse("admin:donations_needcase_change", args=[case.pk])),
    )


def withdrawn(case: NeedCase) -> tuple[str, str]:
    return _("An answer was withdrawn: %(need)s") % {"need": case.need}, _page(
        _("Whoever answered “%(need)s” took the answer back.") % {"need": case.need},
        absolute(reverse("admin:donations_needcase_change", args=[case.pk])),
    )


def published(need: Need) -> tuple[str, str]:
    return _("Published: %(need)s") % {"need": need}, _page(
        _("“%(need)s” is approved; alumni see it until %(day)s.")
        % {"need": need, "day": date_format(need.expires_on, "DATE_FORMAT")},
        _desk(need),
    )


def sent_back(need: Need) -> tuple[str, str]:
    return _("Came back: %(need)s") % {"need": need}, _page(
        _("“%(need)s” was not approved and is a draft again. The reason:") % {"need": need}, need.returned_reason,
        _desk(need),
    )  # fmt: skip


def expiring(need: Need) -> tuple[str, str]:
    return _("Soon over: %(need)s") % {"need": need}, _page(
        _("Alumni see “%(need)s” until %(day)s. If it is still needed, renew it; if not, close it and say why.")
        % {"need": need, "day": date_format(need.expires_on, "DATE_FORMAT")},
        _desk(need),
    )


def _desk(need: Need) -> str:
    return absolute(reverse("admin:donations_need_change", args=[need.pk]))


def _page(*paragraphs: str) -> str:
    return "\n\n".join([*(each for each in paragraphs if each), _("The alumni office")]) + "\n"

"""What is written to somebody whom a student team would like to interview: (subject, text) in the reader's language."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alumni.emails.claims import absolute, hello, language_of, page
from alumni.models import Alumnus
from alumni_office.mail import tokens
from alumni_office.ui.office import university
from events.models import InterviewTarget

LINK = "interview"


def asked(row: InterviewTarget, person: Alumnus) -> tuple[str, str]:
    with translation.override(language_of(person.user)):
        told = {"university": university(), "programme": row.team.programme.shown_title, "team": row.team.shown_name}
        lines = [(_("Team"), told["team"]), (_("Region"), row.team.region), (_("Teacher"), row.team.teacher)]
        return _("Students would like to interview you") % told, page(
            hello(person.name),
            _("In “%(programme)s” students of %(university)s visit alumni, listen and write. A team would like to meet "
              "you:") % told,
            "\n".join(_("%(what)s: %(said)s") % {"what": what, "said": said} for what, said in lines if said),
            _("The students do not know yet that we ask you. If you agree, you say what they may see of you; if you do "
              "not, they never learn your name. Opening the page changes nothing:"),
            absolute(reverse("events:interview", args=[tokens.make(LINK, row.pk)])),
            _("What they write is published only with your word, which the editors ask for later."),
        )  # fmt: skip

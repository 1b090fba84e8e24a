import json
import unicodedata
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alumni.queries import search
from alumni_office.accounts.models import User
from alumni_office.accounts.roles import Permission

PAGE = 200


class Command(BaseCommand):
    help = (
        "Finds alumni as the search box does, best first. With --json each person is one JSON object a line on "
        "standard output (pk, name, latin_name, degrees, employer, job_title, place), and the number of all people "
        "found one on standard error: {count, exact, shown}; beyond some thousands it is counted from a sample."
    )

    def add_arguments(self, parser):
        parser.add_argument("words", nargs="*", metavar="WORDS", help="all must be met; none finds everybody")
        parser.add_argument(
            "--as", dest="email", default="", help="e-mail of the user who looks; else everyone is seen"
        )
        parser.add_argument("--limit", type=int, default=25, help="print so many people at most (default 25)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, words, email, limit, **options):
        if limit < 1:
            raise CommandError(_("Give a number of people of at least 1."))
        with translation.override(translation.get_language() or "zh-hans"):
            people, count = self.find(self.user(email), " ".join(words), limit)
            if options["json"]:
                for person in people:
                    self.stdout.write(json.dumps(as_json(person), ensure_ascii=False))
                self.stderr.write(json.dumps({"count": count.value, "exact": count.is_exact, "shown": len(people)}))
            else:
                self.table(people)
                self.stderr.write(sentence(count, len(people)))

    def find(self, user, words, limit):
        asked = search.Search(user, words)
        page = search.page_of(asked, limit=min(limit, PAGE))
        people, count = page.people, page.count
        while page.after and len(people) < limit:
            page = search.page_of(asked, after=page.after, limit=min(limit - len(people), PAGE))
            people += page.people
        return people, count

    def user(self, email):
        """Who looks: the named user, or whoever has this shell and so the whole database."""
        if not email:
            return User(email="shell@localhost", name="manage.py", is_superuser=True)
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise CommandError(_("There is no user %(email)s.") % {"email": email})
        if not user.may(Permission.ALUMNI_VIEW):
            raise CommandError(_("This user may not look up alumni."))
        return user

    def table(self, people):
        rows = [[str(person.pk), person.name, studied(person), works(person), person.place] for person in people]
        if not rows:
            return
        rows.insert(0, [_("Number"), _("Name"), _("Studied"), _("Works"), _("Place")])
        widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (text + " " * (most - width(text)) for text, most in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())


def as_json(person) -> dict:
    return {
        "pk": person.pk,
        "name": person.name,
        "latin_name": person.latin_name,
        "degrees": [asdict(degree) for degree in person.degrees],
        "employer": person.employer,
        "job_title": person.job_title,
        "place": person.place,
    }


def studied(person) -> str:
    return "; ".join(
        " ".join(filter(None, (degree.college or degree.school, degree.major, degree.level_label, years(degree))))
        for degree in person.degrees
    )


def years(degree) -> str:
    if degree.enrolled or degree.graduated:
        return f"{degree.enrolled or ''}–{degree.graduated or ''}"
    return ""


def works(person) -> str:
    return " ".join(filter(None, (person.employer, person.job_title)))


def sentence(count, shown) -> str:
    found = ngettext("%(count)s person", "%(count)s people", count.value) % {"count": f"{count.value:,}"}
    if not count.is_exact:
        found = _("about %(people)s") % {"people": found}
    return found if shown == count.value else _("%(found)s, %(shown)s shown") % {"found": found, "shown": shown}


def width(text: str) -> int:
    """Chinese characters take two columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

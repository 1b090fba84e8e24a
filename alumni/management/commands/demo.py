import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from alumni import hooks
from alumni.services import demo


class Command(BaseCommand):
    help = (
        "Loads a made-up university: schools, colleges, people, one login for each role. "
        "The same seed gives the same data. A load that was interrupted goes on when it is started again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--people", type=int, help=f"bring the demonstration up to so many people (default {demo.PEOPLE})"
        )
        parser.add_argument("--seed", type=int, default=demo.SEED)
        parser.add_argument("--force", action="store_true", help="load it beside the people who are there already")
        parser.add_argument("--i-know", action="store_true", help="load it without DEBUG, with logins that are shut")

    def handle(self, *, people, seed, force, i_know, **options):
        if not settings.DEBUG and not i_know:
            raise CommandError(_("The demonstration belongs on a trial system: set DEBUG=1, or say --i-know."))
        if people is not None and people < 1:
            raise CommandError(_("Give a number of people of at least 1."))
        self.began = self.printed = time.monotonic()
        try:
            added = demo.load(people=people, seed=seed, beside=force or people is not None, report=self.report)
        except demo.AlreadyThere as error:
            raise CommandError(
                _(
                    "There are people in the database already: --people N makes a demonstration larger, "
                    "--force loads it beside them."
                )
            ) from error
        for fill in hooks.demonstrations:
            fill()
        seconds = time.monotonic() - self.began
        self.stdout.write(
            _("Added %(number)s people in %(seconds).0f seconds.") % {"number": f"{added:,}", "seconds": seconds}
        )

    def report(self, stage, done, total):
        now = time.monotonic()
        if now - self.printed < 2 and done < total:
            return
        self.printed = now
        sentences = {
            "people": _("%(done)s of %(total)s people copied"),
            "search": _("%(done)s of %(total)s people made findable"),
        }
        self.stdout.write(
            f"{now - self.began:6.0f} s  " + sentences[stage] % {"done": f"{done:,}", "total": f"{total:,}"}
        )
        self.stdout.flush()

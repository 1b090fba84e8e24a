from django.core.management.base import BaseCommand, CommandError

from donations.models import Closing
from donations.services import closing

WORDS = {
    "rows": "a posted row is not what it was",
    "total": "the sum is not what it was",
    "chain": "the closing before it is not what it was",
    "unclosed": "something was posted on it after later days were closed",
    "gone": "its closing was seen by an earlier check, and is gone or another one",
}


class Command(BaseCommand):
    help = "Close the days of the gift ledger, or verify the chain of closings."

    def add_arguments(self, parser):
        parser.add_argument("do", choices=["close", "verify"])
        parser.add_argument(
            "--known", metavar="DAY:HASH", default="",
            help="with verify: a closing as an earlier run printed it; it still has to be there",
        )  # fmt: skip

    def handle(self, *args, **options):
        if options["do"] == "close":
            self.stdout.write(f"{closing.close_days()} days closed.")
            return
        wrong = closing.verify()
        for day, what in wrong:
            self.stderr.write(f"{day}: {WORDS[what]}")
        if wrong:
            raise CommandError(f"{len(wrong)} of {Closing.objects.count()} closings do not fit.")
        known = options["known"]
        if known and known not in {f"{row.day}:{row.hash}" for row in Closing.objects.all()}:
            raise CommandError("The known closing is not here: the ledger is an older one, or another one.")
        last = Closing.objects.last()
        end = f" {last.day}:{last.hash}" if last else ""
        self.stdout.write(f"{Closing.objects.count()} closings verified.{end}")

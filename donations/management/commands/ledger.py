from django.core.management.base import BaseCommand, CommandError

from donations.models import Closing
from donations.services import closing

WORDS = {
    "rows": "a posted row is not what it was",
    "total": "the sum is not what it was",
    "chain": "the closing before it is not what it was",
    "unclosed": "something was posted on it after later days were closed",
}


class Command(BaseCommand):
    help = "Close the days of the gift ledger, or verify the chain of closings."

    def add_arguments(self, parser):
        parser.add_argument("do", choices=["close", "verify"])

    def handle(self, *args, **options):
        if options["do"] == "close":
            self.stdout.write(f"{closing.close_days()} days closed.")
            return
        wrong = closing.verify()
        for day, what in wrong:
            self.stderr.write(f"{day}: {WORDS[what]}")
        if wrong:
            raise CommandError(f"{len(wrong)} of {Closing.objects.count()} closings do not fit.")
        self.stdout.write(f"{Closing.objects.count()} closings verified.")

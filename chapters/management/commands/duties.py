import json

from django.core.management.base import BaseCommand

from alumni_office.mail import tasks as mail
from chapters.services import duties


class Command(BaseCommand):
    help = (
        "Makes the duties of the year of all living chapters, settles those that settled themselves, and reminds their "
        "officers: what runs by itself every hour. Repeating it changes nothing."
    )

    def handle(self, **options):
        run = duties.run_duties()
        for message_id in run.mails:
            mail.deliver.delay(message_id)
        self.stdout.write(json.dumps({**run.counts, "reminders": run.reminders, "mails": len(run.mails)}))

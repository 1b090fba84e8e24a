import json

from django.core.management.base import BaseCommand

from alumni.services import erasing


class Command(BaseCommand):
    help = (
        "After a restore and before the site opens: erases again everybody whom the list outside the database "
        "(ERASURE_LOG) names and the restored database still knows. Repeating it changes nothing."
    )

    def handle(self, **options):
        done = erasing.replay()
        self.stdout.write(json.dumps({"erased": done.erased, "noted": done.noted, "others": done.others}))
        if done.others:
            self.stderr.write("Some numbers belong to other people now; they were left alone.")
        erasing.write_log()

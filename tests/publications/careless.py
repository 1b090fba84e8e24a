"""Senders without the guards: what the tests of killed and rival senders must find, or they see nothing."""

import sys

MARK_LATER, NO_CLAIM = "mark later", "no claim"

RIVAL = """
    SELECT id, alumnus_id, address, language, attempts, due_at, has_slot FROM publications_delivery
    WHERE state = 'queued' AND %s::uuid IS NOT NULL AND %s > 0 AND mailing_id = %s ORDER BY due_at, id LIMIT %s
"""


def without(guard: str) -> None:
    """Take a guard out of this process."""
    from django.utils import timezone

    from publications.models import Delivery
    from publications.services.sending import claiming, running
    from publications.services.sending.stepping import GO, Stepper

    class MarksLater(Stepper):
        """Every letter of a batch is said first, and all are written down after it."""

        def next(self, row):
            said = self.__dict__.setdefault("said", [])
            if self.done:
                said.append(self.done)
                self.done = None
            return GO if row else ""

        def end(self):
            self.next(None)
            now = timezone.now()
            Delivery.objects.filter(pk__in=[done.delivery_id for done in self.said]).update(
                state="sent", token=None, lease_until=None, sending_at=now, ended_at=now
            )

    running.Stepper = MarksLater
    if guard == NO_CLAIM:
        claiming.CLAIM = RIVAL


def main():
    from . import sender

    sender.main(without=lambda: without(sys.argv[3]))


if __name__ == "__main__":
    main()

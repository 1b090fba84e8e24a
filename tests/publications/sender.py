"""A sender in a process of its own, that clears up and sends until nothing is left: what workers and sweep do."""

import sys
import time
from datetime import timedelta


def main(without=None):
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = sys.argv[2]
    django.setup()
    from django.db import InterfaceError, OperationalError, connection

    from publications.models import Mailing
    from publications.services import sending
    from publications.services.sending import running, seats

    if without:
        without()
    seats.WAITS, seats.WORKS = timedelta(seconds=1), timedelta(seconds=float(sys.argv[1]))
    running.TURN = 3
    while True:
        try:
            for mailing_id, ticket in sending.clear().to_send:
                following = str(ticket)
                while following:
                    following = sending.run(mailing_id=mailing_id, ticket=following)
            if not Mailing.objects.exclude(state="done").exists():
                return
        except (OperationalError, InterfaceError):
            connection.close()
        time.sleep(0.2)


if __name__ == "__main__":
    main()

import json
from datetime import datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, localtime, make_aware
from django.utils.translation import gettext as _

from alumni.queries.accesses import accesses, summary
from alumni_office.accounts.models import User


class Command(BaseCommand):
    help = (
        "Lists whose data an account read or exported between two moments, and which kinds of data: "
        "what has to be told after a leak. Prints numbers of records and kinds of data, never the data. With --json "
        "one object a line {at, action, people, count, kinds, reason}, and the sums on standard error."
    )

    def add_arguments(self, parser):
        parser.add_argument("--by", dest="email", required=True, help="e-mail of the account")
        parser.add_argument("--from", dest="start", required=True, help="2026-11-01 or 2026-11-01T08:00")
        parser.add_argument("--to", dest="end", required=True, help="not included, in the same form")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, email, start, end, **options):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(_("There is no user %(email)s.") % {"email": email})
        found = list(accesses(user, moment(start), moment(end)))
        for access in found:
            self.stdout.write(self.as_json(access) if options["json"] else self.line(access))
        told = summary(found)
        sums = {"accesses": len(found), "people": len(told.people), "unnamed": told.unnamed,
                "kinds": {kind.name.lower(): count for kind, count in sorted(told.kinds.items())}}  # fmt: skip
        self.stderr.write(json.dumps(sums))

    def as_json(self, access) -> str:
        return json.dumps(
            {
                "at": localtime(access.at).isoformat(timespec="seconds"), "action": access.action,
                "people": list(access.people), "count": access.count,
                "kinds": sorted(kind.name.lower() for kind in access.kinds), "reason": access.reason,
                "criteria": access.criteria,
            },
            ensure_ascii=False,
        )  # fmt: skip

    def line(self, access) -> str:
        whom = ",".join(map(str, access.people[:20])) or f"({access.count})"
        kinds = ",".join(sorted(kind.name.lower() for kind in access.kinds))
        at = localtime(access.at).strftime("%Y-%m-%d %H:%M:%S")
        return f"{at}  {access.action:<11} {whom}  {kinds}  {access.reason}".rstrip()


def moment(text: str) -> datetime:
    """A day begins at midnight, in the office's own time."""
    day = parse_date(text)
    found = datetime.combine(day, time()) if day else parse_datetime(text)
    if found is None:
        raise CommandError(_("“%(text)s” is no moment: write 2026-11-01 or 2026-11-01T08:00.") % {"text": text})
    return make_aware(found) if is_naive(found) else found

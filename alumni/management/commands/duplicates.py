import json

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alumni.models import DuplicateCandidate
from alumni.queries.duplicates import pairs as waiting
from alumni.services import duplicates
from alumni.services.duplicates import reasons

CHUNK = 500


class Command(BaseCommand):
    help = "Look at everyone who changed and print the pairs that may be one person, best first."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--limit", type=int, help="print so many pairs at most")

    def handle(self, **options):
        duplicates.bring_up_to_date()
        for pair, people in self._pairs(options["limit"]):
            why = reasons.agreements(pair.reasons)
            if options["json"]:
                line = {
                    "score": pair.score,
                    "reasons": why,
                    "differences": reasons.differences(pair.reasons),
                    "people": people,
                }
                self.stdout.write(json.dumps(line, ensure_ascii=False))
            else:
                names = " / ".join(f"{person['name']} ({person['id']})" for person in people)
                self.stdout.write(f"{pair.score:3d}  {names}  {_(', ').join(why)}")

    def _pairs(self, limit):
        """Page by page, so that memory does not grow with the number of pairs."""
        present = {
            "low__merged_into": None,
            "high__merged_into": None,
            "low__archived_at": None,
            "high__archived_at": None,
        }
        found = DuplicateCandidate.objects.open().filter(**present).select_related("low", "high").best_first()
        printed, after = 0, ""
        while chunk := list(waiting.beyond(found, after)[: CHUNK if limit is None else min(CHUNK, limit - printed)]):
            rows = waiting.roster_rows({pk for pair in chunk for pk in (pair.low_id, pair.high_id)})
            for pair in chunk:
                yield (
                    pair,
                    [
                        {"id": person.pk, "name": person.name, "rows": rows.get(person.pk, [])}
                        for person in (pair.low, pair.high)
                    ],
                )
            printed += len(chunk)
            after = f"{chunk[-1].score}-{chunk[-1].pk}"

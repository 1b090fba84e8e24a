"""The answers as a file: with names a row a person, without names what the page shows."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.services.exports.files import FORMATS
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from events.models import Consultation, ConsultationQuestion
from events.queries.consultations import results


class Withheld(Exception):
    """Answers without names are given out when it is closed."""


@transaction.atomic
def export(*, consultation: Consultation, file_format: str, by) -> bytes:
    """Return the file. It is not given out unless the line in the access log was written. Raises Withheld."""
    if results.is_withheld(consultation):
        raise Withheld
    rows, people = _without_names(consultation) if consultation.is_anonymous else _with_names(consultation)
    record_access(
        action=AccessRecord.Action.EXPORT, target=Consultation._meta.label_lower, target_id=consultation.pk, by=by,
        count=len(rows) - 1, people=people, criteria={"format": file_format, "promise": consultation.promise},
    )  # fmt: skip
    return _written(rows, file_format)


def _without_names(consultation: Consultation) -> tuple[list[list], list[int]]:
    rows: list[list] = [[_("Question"), _("Answer"), _("How many")]]
    for each in results.answers(consultation, most=None):
        question = str(each.question)
        if each.is_few:
            rows.append([question, _("too few to be shown"), each.count])
        rows += [[question, line.label, line.count] for line in each.lines]
        rows += [[question, text.text, 1] for text in each.texts]
    return rows, []


def _with_names(consultation: Consultation) -> tuple[list[list], list[int]]:
    questions = list(consultation.questions.all())
    rows: list[list] = [[_("Name"), *map(str, questions)]]
    asked = consultation.asked.filter(is_answered=True, alumnus__isnull=False, alumnus__restricted_at__isnull=True)
    people = []
    for row in asked.select_related("alumnus").prefetch_related("answers").order_by("alumnus__name", "pk"):
        said = {answer.question_id: answer.values for answer in row.answers.all()}
        assert row.alumnus is not None
        rows.append([row.alumnus.name, *(_shown(question, said.get(question.pk, [])) for question in questions)])
        people.append(row.alumnus.pk)
    return rows, people


def _shown(question: ConsultationQuestion, values: list[str]) -> str:
    labels = dict(question.options)
    return _(", ").join(labels.get(value, value) for value in values)


def _written(rows: list[list], file_format: str) -> bytes:
    titles = rows[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answers.{file_format}"
        table = FORMATS[file_format](path, titles, [32] * len(titles))
        try:
            for row in rows[1:]:
                table.write(row)
        finally:
            table.close()
        return path.read_bytes()

"""What waits for the office, for the desk's first page."""

from django.db.models import QuerySet

from chapters.models import Chapter, CouncilChange, Term

from . import terms


def council_changes(user) -> QuerySet[CouncilChange]:
    return CouncilChange.objects.filter(chapter__in=Chapter.objects.editable_by(user)).waiting()


def overdue_terms(user) -> QuerySet[Term]:
    return terms.overdue_for_desk(user).filter(chapter__in=Chapter.objects.editable_by(user))

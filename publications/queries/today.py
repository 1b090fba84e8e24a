"""What waits at the desk."""

from publications.models import ArticlePerson, Issue, Suggestion


def open_suggestions(user):
    return Suggestion.objects.filter(state=Suggestion.State.SUBMITTED)


def unanswered_people(user):
    """People of issues in work who were not asked, or agreed to something else than what stands there now."""
    people = ArticlePerson.objects.filter(article__issue__state=Issue.State.IN_WORK).with_hashes()
    return people.filter(is_complete=False)


def approved_issues(user):
    return Issue.objects.filter(state=Issue.State.APPROVED)

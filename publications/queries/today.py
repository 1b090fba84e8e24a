"""What waits at the desk."""

from publications.models import ArticlePerson, Issue, Mailing, Suggestion


def open_suggestions(user):
    return Suggestion.objects.filter(state=Suggestion.State.SUBMITTED)


def unanswered_people(user):
    """People of issues in work who were not asked, or agreed to something else than what stands there now."""
    people = ArticlePerson.objects.filter(article__issue__state=Issue.State.IN_WORK).with_hashes()
    return people.filter(is_complete=False)


def mailings_to_approve(user):
    """Checked, and not by `user` alone where a second person has to look."""
    found = Mailing.objects.visible_to(user).filter(state=Mailing.State.CHECKED)
    return found.exclude(needs_second=True, created_by=user).exclude(needs_second=True, edited_by=user)


def held_mailings(user):
    return Mailing.objects.visible_to(user).filter(state=Mailing.State.HELD)


def approved_issues(user):
    return Issue.objects.filter(state=Issue.State.APPROVED)

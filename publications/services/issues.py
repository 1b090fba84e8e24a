"""Issues: made, changed, moved from state to state."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from alumni_office.documents.uploads import Upload
from alumni_office.saving.versions import save_version
from publications.models import Article, ArticlePerson, Issue, Periodical

State = Issue.State


class NumberTaken(Exception):
    """The periodical has an issue of this number."""


class Moved(Exception):
    """The issue is not in the state from which the move begins, or the move does not exist."""


class Empty(Exception):
    """There is no article to approve."""


class Missing(Exception):
    """Somebody has not agreed to what stands in the issue; `people` are they, with their articles."""

    def __init__(self, people: list[ArticlePerson]):
        super().__init__()
        self.people = people


class IssueFixed(Exception):
    """The issue is approved or published: its articles are changed only after it was taken back into work."""


def create_issue(*, periodical: Periodical, number: int, key: UUID, by, **fields) -> Issue:
    """Plan an issue; the same `key` again returns the first. Raises NumberTaken."""
    try:
        with transaction.atomic():
            issue, _ = Issue.objects.get_or_create(
                key=key, defaults={"periodical": periodical, "number": number, "created_by": by, **fields}
            )
    except IntegrityError as error:
        raise NumberTaken from error
    return issue


@transaction.atomic
def edit_issue(*, issue: Issue, version: int, by, **fields) -> None:
    """Change number, date and words, in any state: they say nothing of a person. Raises NumberTaken and
    ChangedMeanwhile."""
    try:
        with transaction.atomic():
            save_version(issue, version=version, values=fields)
    except IntegrityError as error:
        raise NumberTaken from error


def missing(issue: Issue) -> list[ArticlePerson]:
    """Who has not agreed to what the issue says, in the order of the articles."""
    people = ArticlePerson.objects.filter(article__issue=issue).with_hashes().filter(is_complete=False)
    return list(people.select_related("article").order_by("article__order", "pk"))


@transaction.atomic
def move_issue(*, issue: Issue, to: str, by) -> None:
    """Bring the issue from the state in which it was read to the next. Raises Moved, Empty and Missing; whatever is
    not seen here is refused by the database."""
    found = Issue.objects.select_for_update().get(pk=issue.pk)
    if found.state != issue.state or to not in Issue.MOVES[State(issue.state)]:
        raise Moved
    if to in Issue.FIXED:
        if not Article.objects.filter(issue=issue).exists():
            raise Empty
        if people := missing(issue):
            raise Missing(people)
    Issue.objects.filter(pk=issue.pk).update(state=to, **_stamps(to, by))
    issue.refresh_from_db()


def _stamps(to: str, by) -> dict:
    now = timezone.now()
    if to == State.APPROVED:
        return {"approved_by": by, "approved_at": now}
    if to == State.PUBLISHED:
        return {"published_at": now}
    return {"approved_by": None, "approved_at": None, "published_at": None}


def save_cover(*, issue: Issue, upload: Upload | None, by) -> None:
    """Replace the cover, or take it away."""
    _save_file(issue, "cover", "covers", upload)


def save_printed(*, issue: Issue, upload: Upload | None, by) -> None:
    """Replace the file of the printed edition, or take it away."""
    _save_file(issue, "printed", "printed", upload)


def _save_file(issue: Issue, field: str, folder: str, upload: Upload | None) -> None:
    name = ""
    if upload:
        file = upload.as_file()
        name = default_storage.save(f"publications/{folder}/{file.name}", file)
    try:
        with transaction.atomic():
            found = Issue.objects.select_for_update().get(pk=issue.pk)
            earlier = getattr(found, field).name
            changes: dict = {field: name}
            if field == "printed":
                changes["printed_at"] = timezone.now() if name else None
            Issue.objects.filter(pk=issue.pk).update(**changes)
    except Exception:
        if name:
            default_storage.delete(name)
        raise
    if earlier:
        default_storage.delete(earlier)


@transaction.atomic
def order_articles(*, issue: Issue, order: list[int], by) -> None:
    """Put the articles into this order of primary keys; those that it does not name follow. Raises IssueFixed."""
    insist_open(issue.pk)
    articles = {article.pk: article for article in Article.objects.filter(issue=issue).in_order()}
    wanted = [pk for pk in dict.fromkeys(order) if pk in articles]
    for place, pk in enumerate([*wanted, *(pk for pk in articles if pk not in wanted)], 1):
        if articles[pk].order != place:
            Article.objects.filter(pk=pk).update(order=place)


def insist_open(issue_id: int | None) -> None:
    """Lock the issue for the caller's transaction. Raises IssueFixed when it is approved or published."""
    if issue_id is None:
        return
    if Issue.objects.select_for_update().get(pk=issue_id).is_fixed:
        raise IssueFixed

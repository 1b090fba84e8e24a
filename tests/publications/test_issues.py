"""Issues: from the plan to the archive, by allowed moves only."""

import itertools
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from alumni_office.accounts.roles import Role
from alumni_office.documents import Document, pdf
from alumni_office.saving.versions import ChangedMeanwhile
from publications.models import Article, Issue, Periodical, Section
from publications.services import articles, issues
from tests.factories import make_article, make_article_person, make_issue, make_periodical, make_picture, make_user

pytestmark = pytest.mark.django_db
STATES = ["planned", "in_work", "approved", "published"]
ALLOWED = {
    ("planned", "in_work"), ("in_work", "planned"), ("in_work", "approved"), ("approved", "in_work"),
    ("approved", "published"), ("published", "in_work"),
}  # fmt: skip


@pytest.fixture
def head():
    return make_user(Role.HEAD)


@pytest.mark.parametrize(("at", "to"), list(itertools.permutations(STATES, 2)))
def test_an_issue_moves_along_the_allowed_ways_only(head, at, to):
    issue = make_issue(state=at)
    if at in ("planned", "in_work"):
        make_article(issue)
    if (at, to) in ALLOWED:
        issues.move_issue(issue=issue, to=to, by=head)
        assert Issue.objects.get().state == to
        return
    with pytest.raises(issues.Moved):
        issues.move_issue(issue=issue, to=to, by=head)
    with pytest.raises(DatabaseError), transaction.atomic():
        Issue.objects.update(state=to)
    assert Issue.objects.get().state == at


def test_a_move_says_from_where_and_the_second_of_two_is_refused(head):
    issue = make_issue(state="planned")
    stale = Issue.objects.get()
    issues.move_issue(issue=issue, to="in_work", by=head)
    with pytest.raises(issues.Moved):
        issues.move_issue(issue=stale, to="in_work", by=head)


def test_an_issue_without_an_article_is_not_approved(head):
    issue = make_issue()
    with pytest.raises(issues.Empty):
        issues.move_issue(issue=issue, to="approved", by=head)
    with pytest.raises(IntegrityError, match="no article"), transaction.atomic():
        Issue.objects.update(state="approved", approved_by=head, approved_at="2026-01-01T00:00Z")


def test_the_same_key_is_the_same_issue_and_a_number_is_given_once(head):
    periodical, key = make_periodical(), uuid4()
    made = [
        issues.create_issue(periodical=periodical, number=7, key=key, by=head, dated_on="2026-03-01") for _ in range(2)
    ]
    assert made[0] == made[1]
    with pytest.raises(issues.NumberTaken):
        issues.create_issue(periodical=periodical, number=7, key=uuid4(), by=head, dated_on="2026-04-01")
    assert Issue.objects.count() == 1


def test_two_who_edit_an_issue_hear_of_each_other(head):
    issue = make_issue(number=5)
    fields = {"number": 5, "dated_on": issue.dated_on, "title": "", "title_en": "", "note_en": ""}
    issues.edit_issue(issue=issue, version=1, by=head, note="甲", **fields)
    with pytest.raises(ChangedMeanwhile) as error:
        issues.edit_issue(issue=issue, version=1, by=head, note="乙", **fields)
    assert [(each.theirs, each.mine) for each in error.value.differences] == [("甲", "乙")]
    assert Issue.objects.get().note == "甲"


def test_articles_are_put_in_order_by_numbers_and_by_arrows(client, head):
    issue = make_issue()
    one, two, three = (make_article(issue, title) for title in "甲乙丙")
    client.force_login(head)
    path = reverse("admin:publications_issue_order", args=[issue.pk])
    client.post(path, {f"place-{one.pk}": "9", f"place-{two.pk}": "2", f"place-{three.pk}": "1"})
    assert "".join(issue.articles.in_order().values_list("title", flat=True)) == "丙乙甲"
    client.post(path, {"up": one.pk})
    assert "".join(issue.articles.in_order().values_list("title", flat=True)) == "丙甲乙"
    client.post(path, {"down": three.pk})
    assert "".join(issue.articles.in_order().values_list("title", flat=True)) == "甲丙乙"
    client.post(path, {f"place-{one.pk}": "x", f"place-{two.pk}": "-1"})
    client.post(path, {"up": "9" * 5000})  # more digits than Python reads
    assert list(issue.articles.in_order().values_list("order", flat=True)) == [1, 2, 3]


def test_what_was_approved_is_not_changed_by_anyone_or_anything(head):
    issue = make_issue()
    article = make_article(issue)
    picture = make_picture(article)
    issues.move_issue(issue=issue, to="approved", by=head)
    changes = [
        lambda: Article.objects.filter(pk=article.pk).update(title="改"),
        lambda: Article.objects.filter(pk=article.pk).update(issue=None),
        lambda: make_article(issue, "新"),
        lambda: type(picture).objects.filter(pk=picture.pk).update(caption="改"),
        lambda: make_article_person(article),
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="is approved"), transaction.atomic():
            change()
    with pytest.raises(issues.IssueFixed):
        articles.take_out(article=article, by=head)
    with pytest.raises(issues.IssueFixed):
        issues.order_articles(issue=issue, order=[article.pk], by=head)


def test_a_section_of_another_periodical_is_refused_by_the_database():
    other = Section.objects.create(periodical=make_periodical("简报", "newsletter"), name="服务")
    with pytest.raises(IntegrityError, match="another periodical"), transaction.atomic():
        make_article(make_issue(), section=other)


def test_an_article_taken_out_lies_in_the_drawer_and_goes_into_another_issue(head):
    article = make_article(make_issue())
    articles.take_out(article=article, by=head)
    assert list(Article.objects.drawer()) == [article]
    article.refresh_from_db()
    other = make_issue()
    articles.put_in(article=article, issue=other, by=head)
    assert list(other.articles.all()) == [article]


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.EDITOR, {"in_work"}), (Role.STAFF, {"in_work", "approved"}), (Role.HEAD, {"in_work", "approved"})],
    ids=["editor", "staff", "head"],
)
def test_who_writes_does_not_approve(client, role, may):
    client.force_login(make_user(role))
    for at, to in (("planned", "in_work"), ("in_work", "approved")):
        issue = make_issue(state=at)
        make_article(issue)
        response = client.post(reverse("admin:publications_issue_move", args=[issue.pk]), {"to": to, "from": at})
        assert response.status_code == (302 if to in may else 403)
        issue.refresh_from_db()
        assert issue.state == (to if to in may else at)


def test_the_list_of_issues_costs_the_same_for_one_and_five(client, django_assert_num_queries):
    client.force_login(make_user(Role.EDITOR))
    for count in (1, 5):
        while Issue.objects.count() < count:
            make_article_person(make_article(make_issue()))
        with django_assert_num_queries(6):
            page = client.get(reverse("admin:publications_issue_changelist"))
        assert len(page.context["page"].rows) == count


def test_the_page_of_an_issue_costs_the_same_for_one_and_five(client, django_assert_num_queries):
    client.force_login(make_user(Role.HEAD))
    issue = make_issue()
    for count in (1, 5):
        while issue.articles.count() < count:
            make_article_person(make_article(issue))
        with django_assert_num_queries(7):
            page = client.get(reverse("admin:publications_issue_change", args=[issue.pk]))
        assert len(page.context["articles"]) == count


def test_a_periodical_is_made_with_its_sections_and_keeps_those_in_use(client, head):
    client.force_login(head)
    data = {"kind": "newspaper", "name": "校报", "slug": "news", "order": "1", "version": "0",
            "sections": "人物 | People\n来信"}  # fmt: skip
    assert client.post(reverse("admin:publications_periodical_add"), data).status_code == 302
    periodical = Periodical.objects.get()
    assert list(periodical.sections.values_list("name", "name_en", "order")) == [("人物", "People", 1), ("来信", "", 2)]
    make_article(make_issue(periodical), section=periodical.sections.get(name="来信"))
    path = reverse("admin:publications_periodical_change", args=[periodical.pk])
    page = client.post(path, data | {"version": "1", "sections": "人物"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["sections"])
    assert periodical.sections.count() == 2
    assert client.post(path, data | {"version": "1", "slug": "search"}).context["form"].errors.keys() == {"slug"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", "0"), ("number", "x"), ("dated_on", "31.31.2026"), ("dated_on", "0001-01-01"), ("title", "长" * 121)],
    ids=["zero", "word", "no date", "long ago", "long"],
)
def test_wrong_input_gives_a_sentence_at_its_field(client, head, field, value):
    client.force_login(head)
    data = {"periodical": make_periodical().pk, "number": "3", "dated_on": "2026-03-01", "key": uuid4(), field: value}
    page = client.post(reverse("admin:publications_issue_add"), data)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert Issue.objects.count() == 0


def test_a_cover_is_drawn_anew_and_a_printed_edition_is_a_pdf(client, head):
    issue, drawn = make_issue(), BytesIO()
    Image.new("RGB", (300, 400), "blue").save(drawn, "JPEG", exif=b"Exif\0\0secret-place")
    client.force_login(head)
    path = reverse("admin:publications_issue_files", args=[issue.pk])
    printed = SimpleUploadedFile("x.pdf", pdf(Document("一", "", "")))
    client.post(path, {"cover": SimpleUploadedFile("c.jpg", drawn.getvalue()), "printed": printed})
    issue.refresh_from_db()
    assert b"secret-place" not in read(issue.cover)
    assert read(issue.printed)[:5] == b"%PDF-"
    client.post(path, {"printed": SimpleUploadedFile("x.pdf", b"<html>")})
    issue.refresh_from_db()
    assert read(issue.printed)[:5] == b"%PDF-"
    client.post(path, {"no-cover": "1", "no-printed": "1"})
    issue.refresh_from_db()
    assert (issue.cover.name, issue.printed.name, issue.printed_at) == ("", "", None)


def read(field):
    with field.open("rb") as file:
        return file.read()

"""An application on paper, entered at the desk with its own days and its scan."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni_office.accounts.roles import Role
from alumni_office.mail.models import Message
from donations.models import ClubMembership, ClubPaper, ClubTerm, Organisation, OrganisationPerson
from donations.services import club_record
from tests.factories import make_alumnus, make_member, make_user
from tests.giving import make_organisation
from tests.giving_club import make_club_member, make_company, make_scan, make_tier

pytestmark = pytest.mark.django_db
ADD = reverse("admin:donations_clubmembership_paper_add")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
CODE = "91110000600037341L"


def scan(content=PDF, name="申请表.pdf"):
    return SimpleUploadedFile(name, content)


def paper(tier, **fields):
    return {
        "tier": tier.pk, "met": "创办人，企业注册满三年。", "name": "明湖软件有限公司", "part": "founder",
        "statement": "愿意合作", "applied_on": "2024-03-01", "file": scan(), "key": str(uuid4()),
    } | fields  # fmt: skip


def at(person):
    return f"{ADD}?person={person.pk}"


def test_a_paper_is_entered_with_its_days_its_term_and_its_scan(desk, staff, settings):
    person, tier = make_member("王伟"), make_tier(years=3)
    found = desk.get(ADD, {"name": "王伟"})
    assert found.context["people"] == [person]
    assert tier.conditions in desk.get(at(person)).content.decode()
    form = paper(tier, decided_on="2024-04-10", from_on="2024-05-01")
    for _press in range(2):
        response = desk.post(at(person), form | {"file": scan()})
        row = ClubMembership.objects.get()
        assert response.headers["Location"] == reverse("admin:donations_clubmembership_change", args=[row.pk])
    assert timezone.localdate(row.applied_at) == date(2024, 3, 1)
    assert (row.alumnus, row.tier, row.state, row.decided, row.decided_on, row.decided_by) == (
        person, tier, "member", "meeting", date(2024, 4, 10), staff,
    )  # fmt: skip
    assert (row.from_on, row.until_on, row.statement) == (date(2024, 5, 1), date(2027, 4, 30), "愿意合作")
    term = ClubTerm.objects.get()
    assert (term.from_on, term.until_on, term.decided_on) == (row.from_on, row.until_on, row.decided_on)
    kept = ClubPaper.objects.get()
    assert (kept.conditions, kept.met, kept.added_by) == (tier.conditions, "创办人，企业注册满三年。", staff)
    link = OrganisationPerson.objects.get()
    assert (link.organisation, link.alumnus, link.part) == (row.organisation, person, "founder")
    assert Message.objects.count() == 0  # the answer was given on paper
    assert len(list((settings.MEDIA_ROOT / "donations/club").iterdir())) == 1
    page = desk.get(response.headers["Location"]).content.decode()
    assert ["2024-03-01 · on paper" in page, "创办人，企业注册满三年。" in page] == [True, True]
    given = desk.get(reverse("admin:donations_clubmembership_paper", args=[row.pk]))
    assert b"".join(given.streaming_content) == PDF


def test_without_a_decision_it_waits_for_the_council(desk):
    person = make_member()
    assert desk.post(at(person), paper(make_tier())).status_code == 302
    row = ClubMembership.objects.get()
    assert (row.state, row.decided_on, row.from_on, ClubTerm.objects.count()) == ("applied", None, None, 0)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"met": ""}, "This field is required."),
        ({"file": ""}, "This field is required."),
        ({"file": b"MZ not a document"}, "This file cannot be read"),
        ({"name": ""}, "Say which organisation the person runs."),
        ({"applied_on": "2999-01-01"}, "Look at the year again."),
        ({"applied_on": "ahead"}, "The day of the application lies ahead."),
        ({"decided_on": "2024-02-01"}, "The council decided after the application"),
        ({"decided_on": "ahead"}, "The day of the decision lies ahead."),
        ({"from_on": "2024-05-01"}, "A term begins with a decision"),
        ({"decided_on": "2024-05-01", "until_on": "2024-04-01"}, "The last day lies before the first."),
        ({"credit_code": "123"}, "This is no unified social credit code"),
    ],
)
def test_what_is_not_in_order_is_said_and_nothing_is_kept(desk, settings, fields, sentence):
    ahead = (timezone.localdate() + timedelta(days=1)).isoformat()
    fields = {name: ahead if value == "ahead" else value for name, value in fields.items()}
    if isinstance(fields.get("file"), bytes):
        fields["file"] = scan(fields["file"])
    response = desk.post(at(make_member()), paper(make_tier(), **fields))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert (ClubMembership.objects.count(), Organisation.objects.count()) == (0, 0)
    assert list(settings.MEDIA_ROOT.rglob("*.pdf")) == []


def test_who_is_a_member_already_is_not_entered_and_the_scan_is_not_kept(desk, settings):
    person = make_member()
    make_club_member(person)
    response = desk.post(at(person), paper(make_tier(), decided_on="2024-04-10"))
    assert "This person is a member, or has applied, already." in response.content.decode()
    assert (ClubMembership.objects.count(), ClubPaper.objects.count()) == (1, 0)
    assert list(settings.MEDIA_ROOT.rglob("*.pdf")) == []


def test_the_organisation_is_the_one_on_record_by_its_code_or_its_only_name(desk):
    tier, known = make_tier(), make_company(name="明湖软件有限公司", credit_code=CODE)
    by_name, by_code, mine = make_member(), make_member(), make_member()
    own = make_company(mine, "自己的公司")
    assert desk.post(at(by_name), paper(tier)).status_code == 302
    assert desk.post(at(by_code), paper(tier, name="写法不同", credit_code=CODE)).status_code == 302
    assert desk.post(at(mine), paper(tier, organisation=own.pk, name="", part="")).status_code == 302
    rows = ClubMembership.objects.order_by("pk").values_list("alumnus", "organisation")
    assert list(rows) == [(by_name.pk, known.pk), (by_code.pk, known.pk), (mine.pk, own.pk)]
    make_organisation("明湖软件有限公司")
    response = desk.post(at(make_member()), paper(tier))
    assert "Several organisations have this name: say the credit code." in response.content.decode()


def test_it_is_for_those_who_keep_the_club_and_for_people_whose_data_may_be_used(desk, enter):
    hidden = make_alumnus(restricted_at=timezone.now())
    assert desk.get(at(hidden)).status_code == 404
    assert desk.get(f"{ADD}?person=x").status_code == 404
    row = make_club_member()
    assert desk.get(reverse("admin:donations_clubmembership_paper", args=[row.pk])).status_code == 404
    make_scan(row)
    client = enter(make_user(Role.EDITOR))
    assert client.get(ADD).status_code == 403
    assert client.get(reverse("admin:donations_clubmembership_paper", args=[row.pk])).status_code == 403


def test_no_paper_stands_without_its_scan():
    row = make_club_member()
    with pytest.raises(IntegrityError), transaction.atomic():
        ClubPaper.objects.create(membership=row, file="", conditions="", met="x", added_by=make_user())


def test_an_erasure_takes_the_scan_and_a_copy_tells_of_it(settings, django_capture_on_commit_callbacks):
    person = make_member("要删的人")
    make_scan(make_club_member(person), met="创办人")
    (copied,) = club_record.export(person)["memberships"]
    assert copied["paper"]["met"] == "创办人"
    with django_capture_on_commit_callbacks(execute=True):
        club_record.erase(person)
    assert (ClubPaper.objects.count(), list(settings.MEDIA_ROOT.rglob("*.pdf"))) == (0, [])

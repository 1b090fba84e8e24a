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
from donations.models import ClubCorrection, ClubMembership, ClubPaper, ClubTerm, Organisation, OrganisationPerson
from donations.services import club, club_record
from donations.services.refusals import Refused
from tests.factories import make_alumnus, make_member, make_user
from tests.giving import make_organisation
from tests.giving_club import make_club_member, make_company, make_scan, make_seat, make_tier, put_right

pytestmark = pytest.mark.django_db
ADD = reverse("admin:donations_clubmembership_paper_add")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
BETTER = PDF.replace(b"1 0 obj", b"2 0 obj")
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


CORRECT = "admin:donations_clubmembership_paper_correct"


def entered(desk, **fields):
    """A membership as the desk entered it from a paper."""
    person = make_member()
    assert desk.post(at(person), paper(make_tier(years=3), **fields)).status_code == 302
    return ClubMembership.objects.get(alumnus=person)


def as_it_stands(row, **fields) -> dict:
    """What the form of a correction sends where nothing but `fields` is different."""
    values = {
        "tier": row.tier_id,
        "organisation": row.organisation_id,
        "statement": row.statement,
        "version": row.version,
        "applied_on": timezone.localdate(row.applied_at).isoformat(),
        "met": row.paper.met,
        "conditions": row.paper.conditions,
    } | {name: getattr(row, name).isoformat() for name in ("decided_on", "from_on", "until_on") if getattr(row, name)}
    return values | fields


def scans(settings) -> list[bytes]:
    return sorted(path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*.pdf"))


def test_before_a_decision_all_of_it_is_put_right_without_a_reason(
    desk, staff, settings, django_capture_on_commit_callbacks
):
    row, tier = entered(desk), make_tier(conditions="年营业额一亿元以上。")
    page = reverse(CORRECT, args=[row.pk])
    assert "reason" not in desk.get(page).context["form"].fields
    better = as_it_stands(row, tier=tier.pk, applied_on="2024-02-01", statement="愿意出资", file=scan(BETTER))
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(page, better).status_code == 302
    row = ClubMembership.objects.get()
    assert (row.tier, row.statement, row.state, row.version) == (tier, "愿意出资", "applied", 2)
    assert timezone.localdate(row.applied_at) == date(2024, 2, 1)
    assert (row.paper.conditions, row.paper.met) == (tier.conditions, "创办人，企业注册满三年。")
    assert scans(settings) == [BETTER]  # nobody had looked at the other one
    made = row.corrections.get()
    assert (made.made_by, made.reason, made.earlier_file.name) == (staff, "", "")
    assert [change[0] for change in made.changes] == ["applied_at", "tier", "statement", "conditions", "file"]
    said = desk.get(reverse("admin:donations_clubmembership_change", args=[row.pk])).content.decode()
    assert "<del>2024-03-01</del> → <ins>2024-02-01</ins>" in said


def test_after_the_decision_days_and_term_are_put_right_with_a_reason_and_the_earlier_scan_is_kept(
    desk, settings, django_capture_on_commit_callbacks
):
    row = entered(desk, decided_on="2024-04-10", from_on="2024-05-01")
    page = reverse(CORRECT, args=[row.pk])
    better = {"decided_on": "2024-04-01", "from_on": "2024-04-15", "until_on": "2027-04-14"}
    without = desk.post(page, as_it_stands(row, **better))
    assert without.status_code == 422
    assert without.context["form"].errors == {"reason": ["This field is required."]}
    with django_capture_on_commit_callbacks(execute=True):
        sent = as_it_stands(row, reason="抄错了日期", file=scan(BETTER), **better)
        assert desk.post(page, sent).status_code == 302
    row.refresh_from_db()
    days = (date(2024, 4, 1), date(2024, 4, 15), date(2027, 4, 14))
    assert (row.decided_on, row.from_on, row.until_on) == days
    term = ClubTerm.objects.get()
    assert (term.decided_on, term.from_on, term.until_on) == days
    made = row.corrections.get()
    assert (made.reason, [change for change in made.changes if change[0] == "from_on"]) == (
        "抄错了日期", [["from_on", "2024-05-01", "2024-04-15"]],
    )  # fmt: skip
    assert scans(settings) == sorted([PDF, BETTER])
    earlier = reverse("admin:donations_clubmembership_paper_earlier", args=[row.pk, made.pk])
    said = desk.get(reverse("admin:donations_clubmembership_change", args=[row.pk])).content.decode()
    assert ["抄错了日期" in said, earlier in said] == [True, True]
    assert b"".join(desk.get(earlier).streaming_content) == PDF


def test_a_term_moves_by_ten_years_at_once(desk):
    row = entered(desk, applied_on="2014-03-01", decided_on="2014-04-10")
    sent = as_it_stands(row, reason="年份写错了", applied_on="2024-03-01", decided_on="2024-04-10",
                        from_on="2024-04-10", until_on="2027-04-09")  # fmt: skip
    assert desk.post(reverse(CORRECT, args=[row.pk]), sent).status_code == 302
    term = ClubTerm.objects.get()
    assert (term.from_on, term.until_on) == (date(2024, 4, 10), date(2027, 4, 9))


def test_lines_that_a_browser_ends_in_its_own_way_are_no_difference(desk):
    row = entered(desk)
    put_right(row, reason="", met="第一行\n第二行", conditions="甲\n乙", file=None)
    row = ClubMembership.objects.get()
    tier = make_tier(conditions="丙")
    page = reverse(CORRECT, args=[row.pk])
    as_sent = {"met": "第一行\r\n第二行", "conditions": "甲\r\n乙"}
    assert "Nothing is different" in desk.post(page, as_it_stands(row, **as_sent)).content.decode()
    assert desk.post(page, as_it_stands(row, tier=tier.pk, **as_sent)).status_code == 302
    assert [change[0] for change in row.corrections.last().changes] == ["tier", "conditions"]


def test_after_a_renewal_the_first_day_is_of_the_first_term_and_the_last_day_of_the_last(desk, staff):
    row = entered(desk, applied_on="2020-03-01", decided_on="2020-04-10", from_on="2020-05-01", until_on="2023-04-30")
    club.renew(
        membership_id=row.pk, seen_until=row.until_on, decided_on=date(2023, 4, 1), until_on=date(2099, 1, 1), by=staff
    )
    stale = as_it_stands(row, reason="x", until_on="2024-01-01")
    row.refresh_from_db()
    page = reverse(CORRECT, args=[row.pk])
    assert "Somebody else saved in the meantime." in desk.post(page, stale).content.decode()
    sent = as_it_stands(row, reason="抄错了日期", from_on="2020-04-20", until_on="2098-12-31")
    assert desk.post(page, sent).status_code == 302
    first, last = row.terms.all()
    assert (first.from_on, first.until_on) == (date(2020, 4, 20), date(2023, 4, 30))
    assert (last.until_on, last.decided_on) == (date(2098, 12, 31), date(2023, 4, 1))
    row.refresh_from_db()
    too_late = desk.post(page, as_it_stands(row, reason="x", from_on="2023-05-01"))
    assert too_late.context["form"].errors == {"from_on": ["A term ends on its first day at the earliest."]}


def test_once_somebody_voted_a_reason_is_asked_for_and_the_day_of_the_votes_is_nobodys_to_type(desk):
    row = entered(desk)
    row.votes.create(seat=make_seat(), is_yes=True)
    page = reverse(CORRECT, args=[row.pk])
    assert "reason" in desk.get(page).context["form"].fields
    with pytest.raises(Refused, match="say why it is corrected"):
        put_right(row, reason="")
    assert desk.post(page, as_it_stands(row, reason="抄错了", met="董事长")).status_code == 302
    ClubMembership.objects.filter(pk=row.pk).update(
        state="member", decided="votes", decided_on=date(2024, 5, 1), from_on=date(2024, 5, 1),
        until_on=date(2027, 4, 30),
    )  # fmt: skip
    assert {"decided_on", "from_on"} & set(desk.get(page).context["form"].fields) == {"from_on"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Nothing is different from what stands there."),
        ({"applied_on": "2024-04-11"}, "The council decided after the application"),
        ({"from_on": "2030-01-01"}, "The last day lies before the first."),
        ({"decided_on": "2999-01-01"}, "Look at the year again."),
        ({"met": ""}, "This field is required."),
        ({"file": b"MZ not a document"}, "This file cannot be read"),
    ],
)
def test_a_correction_that_is_not_in_order_changes_nothing(desk, settings, fields, sentence):
    row = entered(desk, decided_on="2024-04-10")
    if isinstance(fields.get("file"), bytes):
        fields = {"file": scan(fields["file"])}
    response = desk.post(reverse(CORRECT, args=[row.pk]), as_it_stands(row, reason="抄错了", **fields))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert (row.corrections.count(), len(scans(settings))) == (0, 1)


def test_of_two_who_correct_the_same_the_second_reads_what_the_first_wrote(desk):
    row = entered(desk)
    page = reverse(CORRECT, args=[row.pk])
    both = [as_it_stands(row, met=said) for said in ("先写的", "后写的")]
    assert desk.post(page, both[0]).status_code == 302
    second = desk.post(page, both[1])
    assert "先写的" in second.content.decode()
    assert second.context["form"].data["version"] == 2


def test_without_its_correction_neither_the_paper_nor_a_decided_day_changes(desk):
    row = entered(desk, decided_on="2024-04-10")
    made = put_right(row, met="董事长")
    with pytest.raises(IntegrityError, match="a correction is not changed"), transaction.atomic():
        ClubCorrection.objects.filter(pk=made.pk).update(reason="别的")
    with pytest.raises(IntegrityError, match="nothing came on paper"), transaction.atomic():
        ClubCorrection.objects.create(membership=make_club_member(), reason="x", changes=[], made_by=make_user())
    with pytest.raises(IntegrityError, match="how it was decided stays"), transaction.atomic():
        ClubMembership.objects.filter(pk=row.pk).update(decided="votes")


@pytest.mark.django_db(transaction=True)
def test_a_correction_opens_what_was_decided_for_its_own_transaction_only(desk):
    row = entered(desk, decided_on="2024-04-10")
    put_right(row, met="董事长")
    for rows, fields in (
        (ClubPaper.objects.filter(membership=row), {"met": "别的"}),
        (ClubMembership.objects.filter(pk=row.pk), {"decided_on": date(2020, 1, 1)}),
        (ClubTerm.objects.filter(membership=row), {"until_on": date(2099, 1, 1)}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


def test_an_erasure_takes_the_earlier_scan_too_and_a_copy_tells_of_the_correction(
    settings, django_capture_on_commit_callbacks
):
    person = make_member("要删的人")
    row = make_club_member(person)
    make_scan(row)
    put_right(row, reason="换了一份")
    assert len(scans(settings)) == 2
    (copied,) = club_record.export(person)["memberships"]
    assert [each["reason"] for each in copied["corrections"]] == ["换了一份"]
    with django_capture_on_commit_callbacks(execute=True):
        club_record.erase(person)
    assert (ClubCorrection.objects.count(), scans(settings)) == (0, [])


def test_who_looks_at_the_club_corrects_nothing_and_what_came_without_paper_is_not_corrected(desk, enter):
    row = make_club_member()
    assert desk.get(reverse(CORRECT, args=[row.pk])).status_code == 404
    make_scan(row)
    assert enter(make_user(Role.EDITOR)).get(reverse(CORRECT, args=[row.pk])).status_code == 403

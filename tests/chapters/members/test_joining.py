"""Joining a chapter, and one's own page in it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from alumni.models import Alumnus
from alumni_office.jobs import services as jobs
from alumni_office.mail.models import Message
from chapters.models import Membership, SharingConsent
from chapters.queries.members import lines, seen, with_pieces
from chapters.queries.residents import chapter_for, is_of
from chapters.services import members
from chapters.services.recognition import change_civil
from chapters.wordings import asked_by
from tests.factories import (
    make_chapter,
    make_contact,
    make_degree,
    make_employment,
    make_gathering,
    make_member,
    make_membership,
    make_officer,
    make_user,
)

from . import world

pytestmark = pytest.mark.django_db
LAWS = ["chapter", "legal_person", "abroad"]
OVERSEAS = {"kind": "overseas", "country": "DE", "time_zone": "Europe/Berlin"}
REGISTERED = {"civil": "registered", "civil_number": "51370000", "civil_authority": "民政厅",
              "civil_since": date(2020, 1, 1)}  # fmt: skip


@pytest.fixture
def me(client):
    person = make_member("王伟", province="31")
    client.force_login(person.user)
    return person


@pytest.fixture
def chapter():
    return make_chapter(admission="automatic")


def url(name, chapter):
    return reverse(f"chapters:{name}", args=[chapter.pk])


def post(client, name, chapter, **data):
    return client.post(url(name, chapter), data)


def agreed(*laws):
    return {f"law_{law}": "on" for law in laws}


def latest(membership):
    return {row.law: row.given for row in membership.consents.order_by("pk")}


def test_the_page_says_what_the_chapter_is_and_what_its_officers_will_see(client, me, chapter):
    with translation.override("en"):
        page = client.get(url("join", chapter), headers={"accept-language": "en"}).content.decode()
        assert chapter.name in page
        assert "Its officers see your name" in page
        for wording in asked_by(chapter):
            assert wording.text_for(chapter) in page


def test_who_joins_is_a_member_at_once_where_the_chapter_chose_so(client, me, chapter):
    data = {"opened": ["email", "work"], "statement": "", **agreed("chapter")}
    response = client.post(url("join", chapter), data)
    assert response.headers["Location"] == url("membership", chapter)
    membership = Membership.objects.get()
    assert (membership.state, membership.joined_on, membership.opened) == (
        "member", timezone.localdate(), ["email", "work"],
    )  # fmt: skip
    assert latest(membership) == {"chapter": True}
    assert membership.consents.get().wording == asked_by(chapter)[0].as_read(chapter)


def test_where_the_chapter_decides_its_officers_hear_of_it_without_a_name(client, me):
    chapter = make_chapter(admission="chapter")
    officer = make_officer(chapter)
    post(client, "join", chapter, opened=["email"], statement="想参加聚会", **agreed("chapter"))
    membership = Membership.objects.get(alumnus=me)
    assert (membership.state, membership.joined_on, membership.statement) == ("applied", None, "想参加聚会")
    mail = Message.objects.get()
    assert mail.to == officer.user.email
    assert me.name not in mail.text + mail.subject
    assert url("my-members", chapter) in mail.text


@pytest.mark.parametrize(
    ("fields", "laws"),
    [({}, ["chapter"]), (REGISTERED, ["chapter", "legal_person"]), (OVERSEAS, ["chapter", "abroad"]),
     ({"province": "81"}, ["chapter", "abroad"]), ({**OVERSEAS, **REGISTERED}, LAWS)],
    ids=["a group", "a legal person", "abroad", "Hong Kong", "both"],
)  # fmt: skip
def test_without_each_consent_that_the_law_asks_for_nobody_joins(client, me, fields, laws):
    chapter = make_chapter("某地校友会", admission="automatic", **fields)
    assert [wording.law for wording in asked_by(chapter)] == laws
    for missing in laws:
        response = post(client, "join", chapter, **agreed(*[law for law in laws if law != missing]))
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [f"law_{missing}"]
    assert not Membership.objects.exists()
    assert post(client, "join", chapter, **agreed(*laws)).status_code == 302
    assert latest(Membership.objects.get()) == dict.fromkeys(laws, True)


def test_the_wordings_name_the_law_and_the_recipient():
    chapter = make_chapter("德国校友会", **OVERSEAS, **REGISTERED, email="de@example.org")
    with translation.override("en"):
        texts = {wording.law: (wording.text_for(chapter), str(wording.note)) for wording in asked_by(chapter)}
    assert "51370000" in texts["legal_person"][0]
    assert "art. 23" in texts["legal_person"][1]
    assert "art. 38 and 39" in texts["abroad"][1]
    assert all("德国校友会" in text for text, _note in texts.values())
    assert all("de@example.org" in texts[law][0] for law in ("legal_person", "abroad"))


def test_a_chapter_that_became_a_legal_person_meanwhile_asks_anew(me, chapter):
    change_civil(chapter=chapter, to="applied", reason="x", by=None)
    change_civil(chapter=chapter, to="registered", reason="x", by=None, number="1", authority="民政局")
    with pytest.raises(members.ConsentMissing):
        members.join(chapter=chapter, person=me, opened=[], statement="", agreed=["chapter"], by=me.user)


@pytest.mark.parametrize("state", ["dormant", "preparing"])
def test_a_chapter_that_does_not_live_takes_nobody(client, me, state):
    chapter = make_chapter(recognition=state)
    assert client.get(url("join", chapter)).status_code == 200
    assert post(client, "join", chapter, **agreed("chapter")).status_code == 422
    assert not Membership.objects.exists()


@pytest.mark.parametrize("state", ["lead", "applying", "dissolved"])
def test_a_chapter_that_is_not_public_is_not_there(client, me, state):
    assert client.get(url("join", make_chapter(recognition=state))).status_code == 404


def test_who_asked_that_the_data_be_not_used_cannot_join(client, me, chapter):
    Alumnus.objects.filter(pk=me.pk).update(restricted_at=timezone.now())
    assert post(client, "join", chapter, **agreed("chapter")).status_code == 422
    assert not Membership.objects.exists()


def test_a_second_submit_is_the_first(client, me, chapter):
    for _time in range(2):
        post(client, "join", chapter, **agreed("chapter"))
    assert Membership.objects.count() == 1
    assert SharingConsent.objects.count() == 1


def test_an_unknown_piece_is_a_sentence_at_its_field(client, me, chapter):
    response = post(client, "join", chapter, opened=["birth_date"], **agreed("chapter"))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["opened"])


def filled(person):
    make_degree(person, major="数学", graduation_year=2002)
    make_employment(person, "浪潮集团", job_title="工程师")
    make_contact(person, value="+8613912345678")
    make_contact(person, kind="email", value="old@example.com")
    make_contact(person, kind="email", value="me@example.com", state="verified", verified_at=timezone.now())
    make_contact(person, kind="wechat", value="gone", state="ended")


@pytest.mark.parametrize("opened", [[], ["email"], ["studies", "work", "mobile", "email", "wechat", "address"]])
def test_the_page_shows_exactly_what_an_officer_sees(client, me, chapter, opened):
    filled(me)
    officer = make_officer(chapter)
    make_membership(chapter, me, opened=opened)
    page = client.get(url("membership", chapter)).context["page"]
    theirs = lines(with_pieces(seen(chapter, officer)))
    assert page.is_seen
    assert [(line.name, line.told) for line in theirs] == [(page.line.name, page.line.told)]
    texts = " ".join(text for _label, text in page.line.told)
    assert ("me@example.com; old@example.com" in texts) == ("email" in opened)
    assert "gone" not in texts


def test_members_see_what_is_ahead_and_who_asks_sees_what_everyone_sees(client, me, chapter):
    for title, fields in (("年会", {}), ("理事茶叙", {"is_public": False}), ("去年", {"days": -9})):
        make_gathering(chapter, title, **fields)
    make_gathering(chapter, "取消的", cancelled_at=timezone.now())
    row = make_membership(chapter, me, state="member")
    page = client.get(url("membership", chapter))
    assert [each.title for each in page.context["page"].gatherings] == ["年会", "理事茶叙"]
    assert "理事茶叙" in page.content.decode()
    Membership.objects.filter(pk=row.pk).update(state="applied", joined_on=None)
    assert [each.title for each in client.get(url("membership", chapter)).context["page"].gatherings] == ["年会"]


def test_a_sleeping_chapter_promises_nothing_and_leads_to_its_revival(client, me):
    sleeping = make_chapter("吉林校友会", province="22", recognition="dormant")
    page = client.get(url("join", sleeping)).content.decode()
    assert "You may join all the same" not in page
    assert f"{reverse('chapters:found-place', args=['regional'])}?chapter={sleeping.pk}" in page


def test_pieces_are_opened_and_closed(client, me, chapter):
    membership = make_membership(chapter, me, opened=["email"])
    post(client, "membership-pieces", chapter, opened=["work", "studies"])
    membership.refresh_from_db()
    assert membership.opened == ["work", "studies"]
    post(client, "membership-pieces", chapter)
    membership.refresh_from_db()
    assert membership.opened == []


def test_a_consent_is_taken_back_by_one_click_and_given_again_by_one(client, me, chapter):
    officer = make_officer(chapter)
    make_membership(chapter, me)
    post(client, "membership-consent", chapter, law="chapter", given="0")
    assert not seen(chapter, officer).exists()
    assert chapter.memberships.members().count() == 1
    assert not client.get(url("membership", chapter)).context["page"].is_seen
    post(client, "membership-consent", chapter, law="chapter", given="0")
    post(client, "membership-consent", chapter, law="chapter", given="1")
    assert seen(chapter, officer).count() == 1
    assert list(Membership.objects.get().consents.filter(law="chapter").values_list("given", flat=True)) == [
        True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize("data", [{"law": "x", "given": "1"}, {"law": "chapter", "given": "x"}, {}])
def test_a_consent_to_nothing_is_refused(client, me, chapter, data):
    membership = make_membership(chapter, me)
    said = list(membership.consents.values_list("pk", flat=True))
    assert client.post(url("membership-consent", chapter), data).status_code == 400
    assert list(membership.consents.values_list("pk", flat=True)) == said


def test_leaving_ends_the_membership_and_takes_every_consent_back(client, me, chapter):
    membership = make_membership(chapter, me)
    client.get(url("membership-leave", chapter))
    assert Membership.objects.open().count() == 1
    post(client, "membership-leave", chapter)
    membership.refresh_from_db()
    assert (membership.state, membership.ended_on) == ("left", timezone.localdate())
    assert set(latest(membership).values()) == {False}
    assert client.get(url("membership", chapter)).status_code == 404
    assert post(client, "join", chapter, **agreed("chapter")).status_code == 302


def test_who_moved_is_offered_the_chapter_of_the_new_place_or_stays(client, me, chapter):
    beijing = make_chapter("北京校友会", province="11", admission="automatic")
    make_membership(chapter, me, opened=["email"])
    assert client.get(url("membership", chapter)).context["moves_to"] is None
    Alumnus.objects.filter(pk=me.pk).update(province="11")
    assert client.get(url("membership", chapter)).context["moves_to"] == beijing
    assert client.get(url("membership-move", chapter)).context["form"].initial["opened"] == ["email"]
    assert post(client, "membership-move", chapter).status_code == 422
    assert Membership.objects.get().state == "member"
    response = post(client, "membership-move", chapter, opened=["email"], **agreed("chapter"))
    assert response.headers["Location"] == url("membership", beijing)
    old, new = Membership.objects.order_by("pk")
    assert (old.state, old.moved_to, new.chapter, new.state, new.opened) == ("moved", new, beijing, "member", ["email"])
    assert set(latest(old).values()) == {False}
    assert latest(new) == {"chapter": True}


def test_moving_to_where_one_is_changes_nothing(me, chapter):
    membership = make_membership(chapter, me, opened=["email"])
    moved = members.move(
        membership=membership, to=chapter, opened=[], statement="", agreed=["chapter"], by=me.user
    )  # fmt: skip
    membership.refresh_from_db()
    assert (moved, membership.state, membership.opened) == (membership, "member", ["email"])
    assert latest(membership)["chapter"] is True


@time_machine.travel("2026-05-28T20:00:00+00:00", tick=False)  # the 29th in China, still the 28th in Chicago
def test_the_days_of_a_membership_abroad_are_those_of_the_place(me):
    there = make_chapter("芝加哥校友会", kind="overseas", country="US", city="Chicago", time_zone="America/Chicago")
    by, day = make_user(), date(2026, 5, 28)
    agreed = [wording.law for wording in asked_by(there)]
    join = {"chapter": there, "person": me, "opened": [], "statement": "", "agreed": agreed, "by": me.user}
    first = members.join(**join)
    assert members.admit(membership=first, by=by)
    assert members.end(membership=first, reason="迁居", by=by)
    second = members.join(**join)
    assert members.refuse(membership=second, reason="名额", by=by)
    there.admission = "automatic"
    there.save(update_fields=["admission"])
    members.leave(membership=members.join(**join), by=me.user)
    days = Membership.objects.order_by("pk").values_list("state", "joined_on", "ended_on")
    assert list(days) == [("ended", day, day), ("refused", None, day), ("left", day, day)]


@pytest.mark.parametrize(
    ("place", "found"),
    [({"province": "37", "city": "青岛"}, "青岛"), ({"province": "37", "city": "青岛市"}, "青岛"),
     ({"province": "37", "city": "烟台"}, "山东"), ({"province": "37"}, "山东"), ({"country": "CN"}, None), ({}, None),
     ({"country": "DE", "city": "Berlin"}, "德国"), ({"country": "HK"}, "香港"), ({"province": "81"}, "香港"),
     ({"country": "FR"}, None), ({"province": "44"}, None)],
    ids=range(11),
)  # fmt: skip
def test_the_chapter_of_a_place_is_the_citys_before_the_provinces(me, place, found):
    make_chapter("山东", province="37")
    make_chapter("青岛", province="37", city="青岛")
    make_chapter("德国", **OVERSEAS)
    make_chapter("香港", province="81")
    make_chapter("广东", province="44", recognition="dormant")
    Alumnus.objects.filter(pk=me.pk).update(**{"country": "", "province": "", "city": "", **place})
    me.refresh_from_db()
    chapter = chapter_for(me)
    assert (chapter.name if chapter else None) == found
    assert chapter is None or is_of(chapter, me)


def test_my_chapters_list_all_and_the_one_of_my_place(client, me, chapter):
    page = client.get(reverse("chapters:memberships"))
    assert page.context["near"] == chapter
    make_membership(chapter, me)
    make_membership(
        make_chapter("旧会", province="12"),
        me,
        state="refused",
        joined_on=None,
        ended_on=date(2026, 1, 1),
        reason="名额已满",
    )
    page = client.get(reverse("chapters:memberships"))
    assert page.context["near"] is None
    assert [row.chapter.name for row in page.context["rows"]] == ["上海校友会", "旧会"]
    assert "名额已满" in page.content.decode()


def test_notices_for_members_stand_on_the_page_of_members_only(client, me, chapter):
    world.make_notice(chapter, title="内部通知")
    world.make_notice(chapter, title="公开消息", audience="public")
    world.make_notice(chapter, title="收回的", withdrawn_at=timezone.now())
    membership = make_membership(chapter, me)
    shown = client.get(url("membership", chapter)).context["page"].notices
    assert {notice.title for notice in shown} == {"内部通知", "公开消息"}
    Membership.objects.filter(pk=membership.pk).update(state="applied")
    assert [notice.title for notice in client.get(url("membership", chapter)).context["page"].notices] == ["公开消息"]


def test_a_chapter_that_becomes_a_legal_person_is_seen_nobody_until_each_agrees_and_asks_each_once(client, me, chapter):
    officer = make_officer(chapter)
    for person in (me, officer):
        row = make_membership(chapter, person, agreed=False)
        row.consents.create(law="chapter", given=True, wording="x")
    assert seen(chapter, officer).count() == 2
    change_civil(chapter=chapter, to="applied", reason="申请", by=make_user())
    change_civil(chapter=chapter, to="registered", reason="登记", by=make_user(), number="51", authority="民政局")
    assert seen(chapter, officer).count() == 0
    for job in jobs.sweep():
        jobs.run(job_id=job)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted([me.user.email, officer.user.email])
    assert members.ask_for_consent(chapter=chapter, by=None) is None
    jobs.run(job_id=jobs.start(kind=members.CONSENT_KIND, by=None, subject_id=chapter.pk).pk)
    assert Message.objects.count() == 2
    post(client, "membership-consent", chapter, law="legal_person", given="1")
    assert [row.alumnus for row in seen(chapter, officer)] == [me]


@pytest.mark.parametrize("name", ["join", "membership", "membership-leave"])
def test_who_is_not_verified_is_led_to_the_way_there(client, chapter, name):
    client.force_login(make_user(role=None, is_staff=False))
    assert client.get(url(name, chapter)).headers["Location"] == reverse("alumni:claim")


@pytest.mark.parametrize("n", [1, 5])
def test_the_pages_ask_as_often_for_five_as_for_one(client, me, django_assert_num_queries, n):
    filled(me)
    for number in range(n):
        row = make_membership(make_chapter(f"第{number}校友会", province=str(31 + number)), me, opened=["email"])
        for _times in range(n):
            world.make_notice(row.chapter)
    # Session, user, record; memberships, the chapter of the place.
    with django_assert_num_queries(5):
        client.get(reverse("chapters:memberships"))

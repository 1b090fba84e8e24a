"""Tags, lists and saved searches, for the ticked people and for the whole result."""

import pytest
from django.urls import reverse

from alumni.models import AlumnusTag, PersonList, PersonListEntry, SavedSearch, Tag
from alumni.queries import search
from alumni.queries.selection import Selection
from alumni.services import lists
from alumni_office.accounts.models import RoleGrant
from alumni_office.accounts.roles import Role
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from tests.factories import make_alumnus, make_college, make_degree, make_user

pytestmark = pytest.mark.django_db
ACT = "admin:alumni_alumnus_act"


@pytest.fixture
def officer(client):
    user = make_user(name="王主任")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def sentences(response):
    return [str(message) for message in response.context["messages"]]


def test_ticked_people_are_tagged_and_the_number_is_told(client, officer):
    ticked, other = [make_alumnus("王伟"), make_alumnus("李强")], make_alumnus("赵敏")
    lists.tag_people(ids=[ticked[0].pk], tag=lists.tag_named(name="返校日"), by=officer)

    response = client.post(
        reverse(ACT), {"action": "tag", "ids": [each.pk for each in ticked], "to_tag": " 返校日 "}, follow=True
    )

    assert set(AlumnusTag.objects.values_list("alumnus", "tag__name")) == {(each.pk, "返校日") for each in ticked}
    assert sentences(response) == ["1 person was tagged “返校日”. For 1 person there was nothing to change."]
    assert not other.taggings.exists()


def test_the_first_post_asks_which_tag_and_changes_nothing(client, officer):
    person = make_alumnus()

    response = client.post(reverse(ACT), {"action": "tag", "ids": [person.pk]})

    assert (response.status_code, response.context["total"], AlumnusTag.objects.count()) == (200, 1, 0)


def test_the_whole_result_is_taken_by_words_and_filters(client, officer):
    college = make_college("数学学院")
    found = [make_alumnus("王伟") for _each in range(3)]
    for person in found:
        make_degree(person, college=college)
    make_alumnus("王伟")
    make_degree(make_alumnus("李强"), college=college)

    client.post(
        reverse(ACT),
        {"action": "tag", "all": "1", "words": "王伟", "college": [str(college.pk)], "to_tag": "名单一", "ids": "1"},
    )

    assert set(AlumnusTag.objects.values_list("alumnus", flat=True)) == {person.pk for person in found}


def test_a_filter_by_tag_is_not_taken_for_the_new_tag(client, officer):
    tag = lists.tag_named(name="旧")
    person = make_alumnus()
    lists.tag_people(ids=[person.pk], tag=tag, by=officer)
    data = {"action": "tag", "all": "1", "tag": str(tag.pk)}

    page = client.post(reverse(ACT), data)
    client.post(reverse(ACT), data | {"to_tag": "新"})

    assert page.context["total"] == 1
    assert set(person.taggings.values_list("tag__name", flat=True)) == {"旧", "新"}


def test_untagging_takes_the_tag_off(client, officer):
    person, other = make_alumnus(), make_alumnus()
    tag = lists.tag_named(name="返校日")
    lists.tag_people(ids=[person.pk, other.pk], tag=tag, by=officer)

    client.post(reverse(ACT), {"action": "untag", "ids": [person.pk], "to_tag": tag.pk})

    assert set(AlumnusTag.objects.values_list("alumnus", flat=True)) == {other.pk}


def test_people_are_added_to_a_new_list_and_to_one_that_exists(client, officer):
    first, second = make_alumnus(), make_alumnus()

    client.post(reverse(ACT), {"action": "list", "ids": [first.pk], "new_list": "走访"})
    made = PersonList.objects.get()
    client.post(reverse(ACT), {"action": "list", "ids": [first.pk, second.pk], "to_list": made.pk})

    assert (made.name, made.owner, made.is_shared) == ("走访", officer, False)
    assert set(made.entries.values_list("alumnus", "added_by")) == {(first.pk, officer.pk), (second.pk, officer.pk)}


def test_nobody_adds_to_a_colleagues_list(client, officer):
    theirs = PersonList.objects.create(name="别人的", owner=make_user(), is_shared=True)
    person = make_alumnus()

    response = client.post(reverse(ACT), {"action": "list", "ids": [person.pk], "to_list": theirs.pk})

    assert (response.status_code, PersonListEntry.objects.count()) == (422, 0)


def test_people_out_of_scope_are_left_out_of_every_action(client):
    own, other = make_college("数学学院"), make_college("文学院")
    mine, theirs = make_alumnus("王伟"), make_alumnus("王伟")
    make_degree(mine, college=own)
    make_degree(theirs, college=other)
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=own))
    both = [mine.pk, theirs.pk]

    client.post(reverse(ACT), {"action": "tag", "ids": both, "to_tag": "甲"})
    client.post(reverse(ACT), {"action": "tag", "all": "1", "words": "王伟", "to_tag": "乙"})
    client.post(reverse(ACT), {"action": "list", "ids": both, "new_list": "丙"})

    assert set(AlumnusTag.objects.values_list("alumnus", "tag__name")) == {(mine.pk, "甲"), (mine.pk, "乙")}
    assert list(PersonListEntry.objects.values_list("alumnus", flat=True)) == [mine.pk]


def test_who_sees_all_but_edits_one_college_tags_only_that_college(client):
    own = make_college("数学学院")
    mine, theirs = make_alumnus("王伟"), make_alumnus("王伟")
    make_degree(mine, college=own)
    user = make_user(Role.EDITOR)
    RoleGrant.objects.create(user=user, role=Role.COLLEGE_OFFICER, college=own)
    client.force_login(user)

    page = client.post(reverse(ACT), {"action": "tag", "all": "1", "words": "王伟"})
    client.post(reverse(ACT), {"action": "tag", "all": "1", "words": "王伟", "to_tag": "甲"})

    assert page.context["total"] == 1
    assert list(AlumnusTag.objects.values_list("alumnus", flat=True)) == [mine.pk]
    assert theirs.taggings.count() == 0


@pytest.mark.parametrize(("action", "status"), [("tag", 403), ("untag", 403), ("list", 200), ("delete", 400)])
def test_who_may_only_look_may_make_lists_and_nothing_more(client, action, status):
    client.force_login(make_user(Role.EDITOR))

    response = client.post(reverse(ACT), {"action": action, "ids": [make_alumnus().pk]})

    assert response.status_code == status


def test_without_a_selection_nothing_happens_and_a_sentence_says_so(client, officer):
    make_alumnus()

    response = client.post(reverse(ACT), {"action": "tag", "to_tag": "甲"}, follow=True)

    assert sentences(response) == ["Nobody is selected. Tick people, or choose the whole result."]
    assert Tag.objects.count() == 0


def test_more_than_500_people_become_a_job(client, officer, django_capture_on_commit_callbacks):
    from alumni.models import Alumnus

    Alumnus.objects.bulk_create(Alumnus(name="王伟") for _each in range(501))

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse(ACT), {"action": "tag", "all": "1", "words": "王伟", "to_tag": "甲"})

    job = Job.objects.get()
    assert response["location"] == reverse("admin:jobs_job_change", args=[job.pk])
    assert (job.state, job.done, job.total, job.counts) == ("done", 501, 501, {"changed": 501, "same": 0})
    assert AlumnusTag.objects.filter(tag__name="甲", entered_by=officer).count() == 501


def start(officer, people, action="tag"):
    selection = Selection(ids=tuple(person.pk for person in people))
    tag = lists.tag_named(name="甲")
    return lists.start_acting_on(selection=selection, action=action, subject_id=tag.pk, total=len(people), by=officer)


def test_a_killed_job_goes_on_where_it_was_and_counts_right(officer, monkeypatch):
    people = [make_alumnus() for _each in range(5)]
    job = start(officer, people)
    monkeypatch.setattr(lists, "BATCH", 2)
    report, calls = jobs.Run.report, []

    def dies(self, **progress):
        calls.append(progress)
        if len(calls) == 2:
            raise KeyboardInterrupt  # as if the process were killed while the second batch is under way
        report(self, **progress)

    monkeypatch.setattr(jobs.Run, "report", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job_id=job.pk)
    assert AlumnusTag.objects.count() == 2
    monkeypatch.setattr(jobs.Run, "report", report)
    Job.objects.update(state="queued", token=None, lease_until=None)

    assert jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.counts) == ("done", {"changed": 5, "same": 0})
    assert AlumnusTag.objects.count() == 5


def test_the_job_works_in_the_scope_of_who_asked_as_it_is_now(officer):
    people = [make_alumnus() for _each in range(3)]
    make_degree(people[0], college=make_college("数学学院"))
    job = start(officer, people)
    officer.grants.all().delete()
    RoleGrant.objects.create(user=officer, role=Role.COLLEGE_OFFICER, college=make_college("数学学院"))

    jobs.run(job_id=job.pk)

    assert list(AlumnusTag.objects.values_list("alumnus", flat=True)) == [people[0].pk]


def test_the_job_does_nothing_for_someone_who_left(officer):
    job = start(officer, [make_alumnus()])
    officer.grants.all().delete()

    jobs.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, AlumnusTag.objects.count()) == ("failed", 0)


def test_a_search_is_saved_named_and_found_anew_at_each_use(client, officer):
    make_alumnus("王伟")
    client.post(reverse(ACT), {"action": "save", "words": "王伟", "tier": "regular", "name": "各地王伟"})
    saved = SavedSearch.objects.get()

    before = lists.found_by(saved, officer).count()
    make_alumnus("王伟")

    assert (saved.name, saved.words, saved.filters, saved.owner) == ("各地王伟", "王伟", {"tier": ["regular"]}, officer)
    assert (before, lists.found_by(saved, officer).count()) == (1, 2)


def test_a_saved_search_opens_in_the_console_with_its_words_and_filters(client, officer):
    saved = lists.save_search(
        name="x", words="王 伟", filters={"graduated": ["1998", "2002"]}, is_shared=False, by=officer
    )

    response = client.get(reverse("admin:alumni_savedsearch_open", args=[saved.pk]))

    assert response["location"] == "/admin/alumni/alumnus/?words=%E7%8E%8B+%E4%BC%9F&graduated=1998&graduated=2002"
    console = client.get(response["location"])
    assert console.context["words"] == "王 伟"
    assert console.context["state"].filters == {"graduated": ["1998", "2002"]}


def test_a_list_opens_in_the_console_with_its_people(client, officer):
    inside = make_alumnus("王伟")
    make_alumnus("李强")
    made = lists.create_list(name="走访", is_shared=False, by=officer)
    lists.add_to_list(ids=[inside.pk], person_list=made, by=officer)

    response = client.get(reverse("admin:alumni_personlist_open", args=[made.pk]), follow=True)

    assert [person.pk for person in response.context["page"].people] == [inside.pk]


@pytest.mark.parametrize("model", [SavedSearch, PersonList])
def test_own_and_shared_are_listed_and_only_the_owner_changes_them(client, officer, model):
    name = model._meta.model_name
    colleague = make_user(name="李老师")
    make = {"owner": colleague}
    hidden, shared = model.objects.create(name="私", **make), model.objects.create(name="公", is_shared=True, **make)
    own = model.objects.create(name="我的", owner=officer)

    listed = client.get(reverse(f"admin:alumni_{name}_changelist")).context["rows"]
    statuses = {
        (saved.name, page): client.get(reverse(f"admin:alumni_{name}_{page}", args=[saved.pk])).status_code
        for saved in (hidden, shared, own)
        for page in ("open", "change")
    }
    deleted = {
        saved.name: client.post(reverse(f"admin:alumni_{name}_delete", args=[saved.pk])).status_code
        for saved in (hidden, shared, own)
    }

    assert [saved.name for saved in listed] == ["我的", "公"]
    assert statuses == {("私", "open"): 404, ("私", "change"): 404, ("公", "open"): 302, ("公", "change"): 403,
                        ("我的", "open"): 302, ("我的", "change"): 200}  # fmt: skip
    assert deleted == {"私": 404, "公": 403, "我的": 302}
    assert set(model.objects.values_list("name", flat=True)) == {"私", "公"}


@pytest.mark.parametrize(
    ("role", "shared"), [(Role.STAFF, True), (Role.EDITOR, True), (Role.VOLUNTEER_COORDINATOR, False)]
)
def test_sharing_needs_its_permission(client, role, shared):
    client.force_login(make_user(role))

    client.post(reverse(ACT), {"action": "save", "words": "王", "name": "x", "is_shared": "on"})

    assert SavedSearch.objects.get().is_shared is shared


def test_a_name_that_is_taken_is_refused_with_a_sentence(client, officer):
    client.post(reverse(ACT), {"action": "save", "words": "王", "name": "x"})
    twice = client.post(reverse(ACT), {"action": "save", "words": "王", "name": "x"})
    other = client.post(reverse(ACT), {"action": "save", "words": "李", "name": "x"})
    second = lists.save_search(name="y", words="", filters={}, is_shared=False, by=officer)
    renamed = client.post(reverse("admin:alumni_savedsearch_change", args=[second.pk]), {"name": "x"})

    assert (twice.status_code, other.status_code, renamed.status_code) == (302, 422, 422)
    assert "You have another search of this name." in other.content.decode()
    assert "You have another one of this name." in renamed.content.decode()
    assert SavedSearch.objects.filter(name="x").count() == 1


def test_a_shared_list_counts_only_people_the_reader_may_see(client):
    own = make_college("数学学院")
    mine, theirs = make_alumnus(), make_alumnus()
    make_degree(mine, college=own)
    boss = make_user()
    shared = lists.create_list(name="公", is_shared=True, by=boss)
    lists.add_to_list(ids=[mine.pk, theirs.pk], person_list=shared, by=boss)
    reader = make_user(Role.COLLEGE_OFFICER, college=own)
    client.force_login(reader)

    rows = client.get(reverse("admin:alumni_personlist_changelist")).context["rows"]

    assert [(row.name, row.people) for row in rows] == [("公", 1)]
    assert set(search.people(reader, "", {"list": [str(shared.pk)]})) == {mine}


@pytest.mark.parametrize("n", [1, 5])
@pytest.mark.parametrize(("name", "count"), [("savedsearch", 6), ("personlist", 4)])
def test_the_pages_cost_the_same_however_many_there_are(client, officer, django_assert_num_queries, name, count, n):
    for number in range(n):
        filters = {
            "college": [str(make_college(f"第{number}学院").pk)],
            "tag": [str(lists.tag_named(name=f"t{number}").pk)],
        }
        lists.save_search(name=f"s{number}", words="", filters=filters, is_shared=False, by=officer)
        lists.create_list(name=f"l{number}", is_shared=False, by=officer)
    client.get(reverse(f"admin:alumni_{name}_changelist"))

    with django_assert_num_queries(count):
        client.get(reverse(f"admin:alumni_{name}_changelist"))

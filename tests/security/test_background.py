"""Work in the background asks again how far the rights of who started it go."""

import uuid

import pytest

from alumni.models import AlumnusTag, Tag
from alumni.queries.selection import Selection
from alumni.services import exports, lists
from alumni_office.accounts.models import RoleGrant
from alumni_office.jobs import tasks

from .world import NAMES

pytestmark = pytest.mark.django_db


def both(world) -> Selection:
    return Selection(ids=(world.keys["ours"]["person"], world.keys["theirs"]["person"]))


def start_export(world):
    return exports.start_export(
        selection=both(world), by=world.users["officer"], language="zh-hans", columns=["name"], file_format="csv",
        reason="年会邀请", key=uuid.uuid4(),
    )[0]  # fmt: skip


def test_an_export_holds_only_people_in_reach(world):
    job = start_export(world)

    tasks.run(job.pk)

    job.refresh_from_db()
    with job.result.open("rb") as file:
        written = file.read().decode("utf-8-sig")
    assert NAMES["ours"] in written
    assert NAMES["theirs"] not in written


def test_an_export_of_somebody_whose_role_ended_meanwhile_is_not_written(world):
    job = start_export(world)
    RoleGrant.objects.filter(user=world.users["officer"]).update(college=world.keys["theirs"]["college"])

    tasks.run(job.pk)

    job.refresh_from_db()
    with job.result.open("rb") if job.result else open("/dev/null", "rb") as file:
        assert NAMES["ours"] not in file.read().decode("utf-8-sig")


def test_a_tag_is_put_only_on_people_in_reach(world):
    tag = Tag.objects.create(name="返校")
    job = lists.start_acting_on(
        selection=both(world), action="tag", subject_id=tag.pk, by=world.users["officer"], total=2
    )

    tasks.run(job.pk)

    assert list(AlumnusTag.objects.filter(tag=tag).values_list("alumnus", flat=True)) == [world.keys["ours"]["person"]]


def test_a_tag_is_put_on_nobody_by_who_may_no_longer_edit(world):
    tag = Tag.objects.create(name="返校")
    job = lists.start_acting_on(
        selection=both(world), action="tag", subject_id=tag.pk, by=world.users["officer"], total=2
    )
    RoleGrant.objects.filter(user=world.users["officer"]).delete()

    tasks.run(job.pk)

    assert not AlumnusTag.objects.filter(tag=tag).exists()

"""Names that go from labels: after a no, a death, a merge, an erasure."""

from datetime import date

import pytest

from alumni.models import Alumnus, Consent
from alumni.services import erasing
from alumni_office.accounts.roles import Role
from publications.models import Parcel, ParcelReader
from publications.services import post
from tests.factories import make_user

from .makers import make_reader, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


def say_no(person):
    Consent.objects.create(alumnus=person, purpose="contact", channel="post", given=False)


def die(person):
    Alumnus.objects.filter(pk=person.pk).update(life="deceased")


def restrict(person):
    Alumnus.objects.filter(pk=person.pk).update(restricted_at="2026-01-01T00:00Z")


def archive(person):
    Alumnus.objects.filter(pk=person.pk).update(archived_at="2026-01-01T00:00Z")


def merge(person):
    """Into a record that is a reader of the same distribution: the row of each stays."""
    Alumnus.objects.filter(pk=person.pk).update(merged_into=Alumnus.objects.get(name="李娜"))


@pytest.mark.parametrize("happens", [say_no, die, restrict, archive, merge])
def test_whoever_may_not_be_written_to_any_more_is_not_printed(staff, tmp_path, happens):
    alone, together, other = make_reader("独居", "甲路1号"), make_reader("同住"), make_reader("李娜")
    row = prepared(staff)
    happens(alone)
    happens(together)

    assert post.labels_pdf(distribution=row, path=tmp_path / "x.csv", form="csv", by=staff).count == 1

    text = (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert "李娜" in text
    assert "独居" not in text
    assert "同住" not in text
    assert list(ParcelReader.objects.values_list("alumnus", flat=True)) == [other.pk]
    assert sorted(Parcel.objects.values_list("state", "names")) == [("dropped", ""), ("ready", "李娜")]


def test_an_erased_name_goes_and_the_others_keep_label_and_address(staff):
    canary, other = make_reader("金丝雀", "共用路5号"), make_reader("李娜", "共用路5号")
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    assert row.parcels.get().names == "金丝雀、李娜"
    erasing.erase_person(person_id=canary.pk, by=make_user(Role.HEAD), report=lambda **_figures: None)
    parcel = row.parcels.get()
    assert (parcel.names, parcel.address, parcel.state) == ("李娜", "共用路5号", "sent")
    assert [reader.alumnus for reader in parcel.readers.all()] == [other]


def test_of_a_label_for_one_nothing_stays_but_the_copy(staff):
    canary = make_reader("金丝雀", "独用路5号")
    row = prepared(staff)
    post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff)
    row.parcels.update(tracking_no="SF1", carrier="顺丰")
    erasing.erase_person(person_id=canary.pk, by=make_user(Role.HEAD), report=lambda **_figures: None)
    parcel = row.parcels.get()
    assert (parcel.names, parcel.address, parcel.postcode, parcel.tracking_no) == ("", "", "", "")
    row.refresh_from_db()
    assert (row.sent, row.in_stock) == (1, 99)


def test_a_label_that_nobody_is_left_on_is_not_sent(staff, tmp_path):
    canary = make_reader("金丝雀")
    row = prepared(staff)
    erasing.erase_person(person_id=canary.pk, by=make_user(Role.HEAD), report=lambda **_figures: None)
    assert row.parcels.get().state == "dropped"
    assert post.mark_sent(distribution=row, on=date(2026, 5, 1), by=staff) == 0
    with pytest.raises(post.NothingToPrint):
        post.labels_pdf(distribution=row, path=tmp_path / "x.pdf", form="A4-24", by=staff)


def test_closing_takes_out_what_is_still_here_and_keeps_its_copies(staff):
    for number in range(3):
        make_reader(f"读者{number}", f"某路{number}号")
    row = prepared(staff, printed=3)
    assert post.close_distribution(distribution=row, by=staff) is None
    post.mark_sent(distribution=row, on=date(2026, 5, 1), upto=1, by=staff)
    assert post.close_distribution(distribution=row, by=staff) == 2
    assert post.close_distribution(distribution=row, by=staff) is None
    row.refresh_from_db()
    assert (row.state, row.sent, row.in_stock) == ("closed", 1, 2)
    code = row.parcels.get(state="sent").code
    assert post.record_return(distribution=row, code=code, reason="moved", by=staff)[0].state == "returned"

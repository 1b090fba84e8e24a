"""From readers to labels."""

import pytest
from django.utils import translation

from alumni.models import Consent, ContactPoint
from alumni_office.history.models import AccessedPerson, AccessRecord
from alumni_office.jobs import services as jobs
from publications.models import Distribution, Parcel, ParcelReader
from publications.queries.audience import Audience, Part
from publications.services import post
from tests.factories import make_contact, make_user

from .makers import make_distribution, make_reader, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user()


def labels(row):
    return list(row.parcels.order_by("number").values_list("postcode", "address", "names"))


def test_people_of_one_address_share_a_copy_that_names_them_all(staff):
    make_reader("王伟", "济南市历城区 山大南路27号")
    make_reader("李娜", "济南市历城区山大南路２７号", postcode="")
    make_reader("赵敏", "北京市海淀区中关村大街1号", "100080")

    row = prepared(staff)

    assert [(code, names) for code, _address, names in labels(row)] == [("100080", "赵敏"), ("250100", "王伟、李娜")]
    assert row.readers.count() == 3


def test_everybody_gets_a_copy_where_the_office_wants_it_so(staff):
    make_reader("王伟")
    make_reader("李娜")
    assert [names for _c, _a, names in labels(prepared(staff, one_an_address=False))] == ["王伟", "李娜"]


def test_labels_are_sorted_by_postcode_once_people_are_together(staff):
    for number, code in enumerate(["710000", "", "100000", "250100"]):
        make_reader(f"读者{number}", f"某路{number}号", code)
    assert [code for code, _a, _n in labels(prepared(staff))] == ["100000", "250100", "710000", ""]


def test_many_of_one_office_are_counted_on_the_label(staff):
    for number in range(7):
        make_reader(f"同事{number}")
    assert labels(prepared(staff))[0][2] == "同事0、同事1、同事2、同事3、同事4等7位"


def test_who_is_left_out_is_counted_by_reason(staff):
    make_reader("王伟")
    make_reader("去世", life="deceased")
    make_reader("拒绝", given=False)
    make_reader("未问", given=None)
    make_reader("无址", address="")
    bad = make_reader("坏址")
    bad.contacts.update(state=ContactPoint.State.BAD)

    row = prepared(staff)

    assert row.left_out == {"deceased": 1, "refused": 1, "never_asked": 1, "no_address": 1, "bad_address": 1}
    assert [names for _c, _a, names in labels(row)] == ["王伟"]


def test_a_first_contact_reaches_who_was_never_asked_and_nobody_who_said_no(staff):
    make_reader("未问", "甲路1号", given=None)
    make_reader("拒绝", "甲路2号", given=False)
    assert [names for _c, _a, names in labels(prepared(staff, is_first_contact=True))] == ["未问"]


def test_a_later_word_on_any_channel_overrules(staff):
    person = make_reader("王伟")
    Consent.objects.create(alumnus=person, purpose="contact", channel="any", given=False)
    assert prepared(staff).left_out == {"refused": 1}


def test_a_verified_address_goes_before_a_newer_one(staff):
    person = make_reader("王伟", "旧路1号")
    person.contacts.update(state="verified", verified_at="2026-01-01T00:00Z")
    make_contact(person, "address", "新路2号")
    assert labels(prepared(staff))[0][1] == "旧路1号"


def test_restricted_people_and_people_out_of_reach_get_nothing(staff):
    make_reader("受限", restricted_at="2026-01-01T00:00Z")
    row = prepared(staff)
    assert (labels(row), row.left_out) == ([], {})


def test_labels_are_made_anew_until_parcels_are_on_their_way(staff):
    make_reader("王伟")
    row = prepared(staff)
    make_reader("李娜", "北京路2号")
    jobs.run(job_id=post.start_preparing(distribution=row, by=staff).pk)
    assert row.parcels.count() == 2

    post.mark_sent(distribution=row, on="2026-05-01", by=staff)
    with pytest.raises(post.NotNow):
        post.start_preparing(distribution=row, by=staff)


def test_more_labels_than_copies_are_refused_and_nothing_is_kept(staff):
    for number in range(3):
        make_reader(f"读者{number}", f"某路{number}号")
    row = make_distribution(staff, printed=2)
    job = post.start_preparing(distribution=row, by=staff)
    with translation.override("en"):
        jobs.run(job_id=job.pk)

    job.refresh_from_db()
    row.refresh_from_db()
    assert (job.state, job.error) == ("failed", "3 copies are needed, but only 2 are in stock.")
    assert (row.state, row.parcels.count()) == ("draft", 0)


def test_an_audience_whose_search_was_deleted_is_refused_with_a_sentence(staff):
    row = make_distribution(staff)
    Distribution.objects.update(audience=Audience((Part("list", id=999),)).as_json())
    job = post.start_preparing(distribution=row, by=staff)
    with translation.override("en"):
        jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.error == "A part of the audience does not exist any more. Choose the readers again."


def test_the_log_names_everybody_who_is_on_a_label(staff):
    person = make_reader("王伟")
    prepared(staff)
    record = AccessRecord.objects.get(action=AccessRecord.Action.EXPORT)
    assert (record.count, record.by) == (1, staff)
    assert list(AccessedPerson.objects.values_list("person_id", flat=True)) == [person.pk]


def test_a_second_press_makes_no_second_distribution(staff):
    row = make_distribution(staff)
    values = {"title": "另一个", "printed": 1}
    again = post.make_distribution(values=values, audience=Audience((Part("everyone"),)), key=row.key, by=staff)
    assert (again, Distribution.objects.count()) == (row, 1)


def test_codes_are_distributions_apart(staff):
    make_reader("王伟")
    first, second = prepared(staff), prepared(staff)
    codes = [Parcel.objects.get(distribution=row).code for row in (first, second)]
    assert len(set(codes)) == 2
    assert all(code.endswith("-000001") for code in codes)
    assert ParcelReader.objects.count() == 2

"""The desk's pages of receipts and thanks: what they show, to whom, and what they take."""

import uuid

import pytest
from django.urls import reverse

from alumni_office.accounts.roles import Role
from alumni_office.history.models import AccessRecord
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message
from donations.models import Issuer, NamingRight, NumberRange, Receipt, Thanks, ThanksTemplate, WallWord
from donations.queries import receipts as queries
from donations.services import thanks
from tests.factories import make_college, make_user
from tests.giving import make_donor, make_fund, make_gift, make_refund
from tests.giving_receipts import (
    CODES,
    make_issuer,
    make_naming_right,
    make_range,
    make_receipt,
    make_template,
    make_thanks,
    make_wall_word,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def finance(client):
    user = make_user(Role.FINANCE)
    client.force_login(user)
    return user


@pytest.fixture
def staff(client):
    user = make_user(Role.STAFF)
    client.force_login(user)
    return user


def path(name, *args):
    return reverse(f"admin:donations_{name}", args=args)


def errors(answer):
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


def test_an_issuer_is_entered_changed_and_closed(client, finance):
    typed = {"name": "基金会", "credit_code": CODES[0].lower(), "seal_text": "专用章", "key": str(uuid.uuid4())}
    assert client.post(path("issuer_add"), typed).status_code == 302
    issuer = Issuer.objects.get()
    assert issuer.credit_code == CODES[0]
    wrong = typed | {"credit_code": "91110000600037341X", "key": str(uuid.uuid4()), "bank": "中国银行"}
    assert set(errors(client.post(path("issuer_add"), wrong))) == {"credit_code", "account"}
    client.post(path("issuer_change", issuer.pk), typed | {"name": "新名", "version": "1"})
    late = client.post(path("issuer_change", issuer.pk), typed | {"name": "旧页", "version": "1"})
    assert (late.status_code, Issuer.objects.get().name) == (422, "新名")
    client.post(path("issuer_close", issuer.pk))
    assert Issuer.objects.open().count() == 0


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("1", "10", "last"), ("0010", "0009", "last"), ("-1", "10", "first"), ("１０", "20", "first"),
     ("000", "010", "first"), ("1.5", "10", "first"), ("1" * 15, "9" * 15, None), ("0001", "0500", None)],
)  # fmt: skip
def test_numbers_are_typed_as_they_are_printed(client, finance, first, last, field):
    typed = {"issuer": make_issuer().pk, "medium": "paper", "code": "37", "first": first, "last": last}
    answer = client.post(path("issuer_range_add"), typed | {"key": str(uuid.uuid4())})
    if field:
        assert field in errors(answer)
        assert NumberRange.objects.count() == 0
    else:
        row = NumberRange.objects.get()
        assert (row.written(row.first), row.written(row.last)) == (first, last)


@pytest.mark.parametrize(
    ("amount", "own", "offered"), [("1000.01", True, False), ("1000", True, True), ("1000.01", False, True)]
)
def test_taking_back_is_offered_to_who_may(client, finance, settings, amount, own, offered):
    settings.GIFT_OWN_LIMIT = 1000
    receipt = make_receipt(make_gift(amount=amount), by=finance if own else make_user(Role.FINANCE))
    answer = client.get(path("receipt_change", receipt.pk)).content.decode()
    assert [path(name, receipt.pk) in answer for name in ("receipt_void", "receipt_red")] == [offered, offered]


def test_a_receipt_is_issued_voided_and_taken_back_from_the_page_of_its_gift(client, finance):
    gift, range = make_gift(amount="1000.00"), make_range()
    form = {"range": range.pk, "key": str(uuid.uuid4())}
    for _twice in "12":
        answer = client.post(path("receipt_gift_issue", gift.pk), form)
    first = Receipt.objects.get()
    assert answer["Location"] == path("receipt_change", first.pk)
    assert errors(client.post(path("receipt_void", first.pk), {"reason": ""})) != {}
    client.post(path("receipt_void", first.pk), {"reason": "打印错误"})
    client.post(path("receipt_gift_issue", gift.pk), form | {"key": str(uuid.uuid4())})
    second = Receipt.objects.valid().get()
    make_refund(gift, "100.00")
    assert list(client.get(path("receipt_changelist"), {"state": "back"}).context["page"].rows) == [second]
    client.post(path("receipt_red", second.pk), {"reason": "退款", "range": range.pk, "key": str(uuid.uuid4())})
    assert [str(row.amount) for row in Receipt.objects.order_by("number")] == ["1000.00", "1000.00", "-1000.00"]
    page = client.get(path("receipt_gift", gift.pk))
    assert (page.context["state"], str(page.context["what"])) == ("due", "900.00")


def test_a_gift_that_needs_no_receipt_says_why(client, finance):
    gift = make_gift()
    client.post(path("receipt_gift_waive", gift.pk), {"reason": "已由学院开票"})
    assert "已由学院开票" in client.get(path("receipt_gift", gift.pk)).content.decode()
    client.post(path("receipt_gift_due_again", gift.pk))
    assert list(queries.due()) == [gift]


def test_many_receipts_are_issued_for_what_was_looked_for(client, finance, django_capture_on_commit_callbacks):
    wanted = [make_gift(make_donor(name=f"王{n}")).pk for n in range(3)]
    make_gift(make_donor(name="李"))
    numbers = make_range()
    many = f"{path('receipt_many')}?q=王"
    assert client.get(many).context["count"] == 3
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(many, {"range": numbers.pk}).status_code == 302
    assert Job.objects.get().counts == {"issued": 3, "rejected": 0}
    assert sorted(Receipt.objects.values_list("gifts__gift", flat=True)) == wanted
    short = make_range(first=1, last=1)
    for name in ("王九", "王八"):
        make_gift(make_donor(name=name))
    answer = client.post(many, {"range": short.pk}, headers={"accept-language": "en"})
    assert errors(answer) == {"range": ["This range has only 1 number left."]}


def test_an_address_that_says_nonsense_lists_nothing(client, finance):
    make_gift()
    for asked in ({"since": "gestern"}, {"least": "viel"}, {"fund": "999999"}, {"fund": "x"}):
        assert client.get(path("receipt_due"), asked).context["page"].rows == []


def test_thanks_are_looked_at_sent_and_waived(client, staff, django_capture_on_commit_callbacks):
    row, other = make_thanks(name="赵先生", email="z@example.com"), make_thanks(name="钱先生")
    template = make_template()
    page = client.get(path("thanks_change", row.pk), {"template": template.pk})
    assert (page.context["letter"].title, page.context["to"]) == ("致赵先生的感谢信", "z@example.com")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path("thanks_send", row.pk), {"template": template.pk})
        client.post(path("thanks_send", row.pk), {"template": template.pk})
    client.post(path("thanks_waive", other.pk), {"reason": "本人要求"})
    assert list(Thanks.objects.order_by("pk").values_list("state", flat=True)) == ["sent", "waived"]
    assert Message.objects.filter(purpose="donations.thanks", state="sent").count() == 1


def test_many_are_thanked_by_mail_and_others_by_post(client, staff, django_capture_on_commit_callbacks):
    for n in range(3):
        make_thanks(name=f"赵{n}", email=f"z{n}@example.com")
    by_post = make_thanks(name="钱先生", address="济南")
    template = make_template()
    assert client.get(path("thanks_many")).context["count"] == 3
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path("thanks_many"), {"template": template.pk})
    assert Thanks.objects.filter(way="mail").count() == 3
    for act in ("print", "labels"):
        answer = client.post(path("thanks_post"), {"template": template.pk, "act": act})
        assert answer["Content-Type"] == "application/pdf"
    assert AccessRecord.objects.filter(target="donations.thanks", action="download").count() == 2
    client.post(path("thanks_post"), {"template": template.pk, "act": "posted", "ids": [by_post.pk]})
    assert Thanks.objects.get(pk=by_post.pk).way == "paper"


def test_a_template_with_words_that_cannot_be_filled_is_refused(client, staff):
    typed = {
        "kind": "letter", "name": "信", "title": "致{name}", "text": "{secret}", "title_en": "To {name}",
        "text_en": "{{ name }}", "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert set(errors(client.post(path("thanks_template_add"), typed))) == {"text", "text_en"}
    client.post(path("thanks_template_add"), typed | {"text": "{name}", "text_en": "{name}"})
    template = ThanksTemplate.objects.get()
    client.post(path("thanks_template_retire", template.pk))
    assert client.get(path("thanks_template", template.pk)).status_code == 404


def test_what_a_donor_told_the_office_is_written_down_with_how(client, staff):
    donor = make_donor(name="赵先生")
    typed = {"given": "1", "shown_as": "赵先生", "note": ""}
    assert set(errors(client.post(path("wallword_donor", donor.pk), typed))) == {"note"}
    client.post(path("wallword_donor", donor.pk), typed | {"note": "5 月 3 日来信"})
    client.post(path("wallword_donor", donor.pk), {"given": "0", "note": "电话"})
    said = WallWord.objects.order_by("pk").values_list("given", "shown_as", "source", "note", "by")
    assert list(said) == [
        (True, "赵先生", "office", "5 月 3 日来信", staff.pk),
        (False, "", "office", "电话", staff.pk),
    ]


def test_the_link_to_the_own_window_goes_out_by_mail(client, staff):
    donor = make_donor(name="赵先生", email="z@example.com")
    client.post(path("wallword_link", donor.pk))
    assert "/giving/mine/" in Message.objects.get(to="z@example.com").text
    client.post(path("wallword_link", make_donor(name="钱").pk))
    assert Message.objects.count() == 1


def test_a_naming_right_is_written_down_for_a_gift(client, staff):
    gift = make_gift()
    typed = {
        "name": "齐鲁厅", "place": "明德楼", "starts_on": "2026-01-01", "ends_on": "2025-01-01", "steward": staff.pk,
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert set(errors(client.post(path("namingright_add", gift.pk), typed))) == {"ends_on"}
    client.post(path("namingright_add", gift.pk), typed | {"ends_on": "2036-01-01"})
    right = NamingRight.objects.get()
    assert (right.donor, right.gift, right.steward) == (gift.donor, gift, staff)


def test_a_college_officer_looks_at_the_own_and_does_nothing(client):
    ours = make_college("数学学院")
    mine, other = make_gift(college=ours), make_gift(make_donor(name="李"))
    client.force_login(make_user(Role.COLLEGE_OFFICER, college=ours))
    assert [client.get(path("receipt_gift", gift.pk)).status_code for gift in (mine, other)] == [200, 404]
    assert client.post(path("receipt_gift_issue", mine.pk), {"range": make_range().pk}).status_code == 403


LISTS = {
    "receipt_changelist": lambda: make_receipt(),
    "receipt_due": lambda: make_gift(make_donor(name="王")),
    "thanks_changelist": lambda: make_gift(make_donor(name="赵")),
    "wallword_changelist": lambda: make_wall_word(make_donor(name="钱")),
    "namingright_changelist": lambda: make_naming_right(),
    "issuer_changelist": lambda: make_range(make_issuer()),
}
QUERIES = {
    "receipt_changelist": 5, "receipt_due": 7, "thanks_changelist": 5, "wallword_changelist": 4,
    "namingright_changelist": 4, "issuer_changelist": 5,
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("count", [1, 5])
def test_a_list_asks_as_much_for_many_rows_as_for_one(client, django_assert_num_queries, name, count):
    client.force_login(make_user(Role.HEAD))
    for _each in range(count):
        LISTS[name]()
    thanks.fall_due()
    make_fund()
    client.get(path(name))
    with django_assert_num_queries(QUERIES[name]):
        assert client.get(path(name)).status_code == 200

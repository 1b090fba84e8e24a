"""What officers of a chapter learn: of members who agreed, what these opened, while the term lasts; nothing else."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from alumni.models import Alumnus
from alumni_office.history.models import AccessedPerson
from alumni_office.jobs import tasks
from alumni_office.mail.models import Message
from chapters.models import Notice
from chapters.services.notices import mail_notice

from .asking import ask, paths
from .chapters import UNSEEN
from .test_canaries import BY_SECRET
from .walk import said
from .words import NAMES, canary, phone

pytestmark = pytest.mark.django_db
# Of our own side an officer may read: names of those who agreed, the studies that the alumnus opened.
NEVER = [
    *(canary("ours", f"{sign}-{what}") for sign in (*UNSEEN, "求") for what in ("address", "employer")),
    *(canary("ours", f"{sign}-name") for sign in UNSEEN),
    *(canary("ours", f"{ord(sign)}-mail") for sign in (*UNSEEN, "求")),
    *(canary("ours", what) for what in ("employer", "mail@", "address", "latin", "notes", "former", "native", "city")),
    phone("ours")[3:11], NAMES["theirs"], "canary-theirs-",
]  # fmt: skip
SEEN = [NAMES["ours"], canary("ours", "major"), canary("ours", "求-name")]


def page(client, world, name="chapters:my-members", side="ours", method="GET", data=None):
    return ask(client, method, reverse(name, args=[world.keys[side]["chapter"]]), data)


def test_an_officer_reads_what_was_opened(world):
    with page(world.client("chapter officer"), world) as response:
        assert [word for word in SEEN if word not in said(response)] == []


@pytest.mark.parametrize("word", [NAMES["ours"], "翀", "求", *UNSEEN, canary("ours", "latin"), phone("ours")[-8:]])
def test_a_search_within_finds_nobody_by_what_was_not_opened(world, word):
    client = world.client("chapter officer")
    with ask(client, "GET", reverse("chapters:my-members", args=[world.keys["ours"]["chapter"]]), {"q": word}) as found:
        assert [each for each in NEVER if each in said(found).replace(word, "")] == []


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_the_file_holds_what_the_page_shows_and_everybody_in_it_can_see_that(world, file_format):
    client = world.client("chapter officer")
    data = {"reason": "联络", "file_format": file_format}
    with page(client, world, "chapters:my-members-export", method="POST", data=data) as response:
        body = response.sent
        logged = set(AccessedPerson.objects.order_by("-pk").values_list("person_id", flat=True)[:1])
    if file_format == "xlsx":
        sheet = load_workbook(io.BytesIO(body)).active
        text = "\n".join(str(cell.value) for row in sheet for cell in row)
    else:
        text = body.decode("utf-8-sig")
    assert [word for word in (NAMES["ours"], canary("ours", "major")) if word not in text] == []
    assert [word for word in [*NEVER, canary("ours", "求-name")] if word in text] == []
    assert logged == {world.keys["ours"]["person"]}


def test_a_notice_goes_to_nobody_who_did_not_open_an_address(world):
    notice = Notice.objects.get(pk=world.keys["ours"]["notice"])
    notice.by_mail = True
    with ask(world.client("chapter officer"), "GET", "/"):
        notice.save()
        tasks.run(mail_notice(notice=notice, by=world.users["chapter officer"]).pk)
        assert not Message.objects.filter(purpose="chapters.notice").exists()


def test_a_member_who_does_not_lead_the_chapter_reads_nothing_of_its_members(world):
    """Of who leads no chapter today, or another one, test_matrix.py says so everywhere and of all our side."""
    client, wrong = world.client("alumnus"), []
    forbidden = [canary("ours", "求-name"), *(canary("ours", f"{sign}-name") for sign in UNSEEN)]
    for name, path, _side in paths(world):
        if name.startswith("chapters:") and name not in BY_SECRET:
            with ask(client, "GET", path) as response:
                wrong += [f"{path} ({name}): {word}" for word in forbidden if word in said(response)]
    assert wrong == []


def test_an_officer_sees_numbers_without_those_who_are_not_on_record(world):
    with page(world.client("chapter officer"), world) as response:
        counted = response.context["numbers"]
    # The alumnus, the silent one, the restricted one; the archived and the merged one are on no record.
    assert (counted.members, counted.seen, counted.silent, counted.asking) == (3, 1, 2, 1)


def test_consents_withdrawn_hide_at_once(world):
    client = world.client("chapter officer")
    with page(client, world) as response:
        assert NAMES["ours"] in said(response)
        membership = Alumnus.objects.get(pk=world.keys["ours"]["person"]).chapter_memberships.get()
        membership.consents.create(law="chapter", given=False, wording="x")
        again = client.get(reverse("chapters:my-members", args=[world.keys["ours"]["chapter"]]))
        assert NAMES["ours"] not in again.content.decode()

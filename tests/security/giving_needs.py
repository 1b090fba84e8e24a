"""The needs of a department of each side's college: one in each state, an answer, an offer, an outcome."""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni.models import Alumnus, College
from donations.models import CaseFile
from donations.services import cases
from tests.giving import make_organisation
from tests.giving_needs import make_case, make_department, make_need, make_offer

from .words import PNG, canary


def add(world, side):
    keys, staff, head = world.keys[side], world.users["staff"], world.users["head"]
    officer = world.users[{"ours": "officer", "theirs": "other officer"}[side]]
    person, college = Alumnus.objects.get(pk=keys["person"]), College.objects.get(pk=keys["college"])
    department = make_department(f"学工组{side}", college=college, contact=officer)
    of_side = {"department": department, "by": staff, "approver": head, "audience": "college", "college": college}
    draft = make_need(f"草稿{side}", state="draft", **of_side)
    submitted = make_need(f"待批{side}", state="submitted", **of_side)
    published = make_need(f"需要{side}", **of_side)
    case = make_case(published, person, text=canary(side, "answered a need"), by=officer, state="carried_out")
    step = cases.add_step(
        case_id=case.pk, key=uuid.uuid4(), what=canary(side, "step"), assignee=officer, by=officer,
        due_on=timezone.localdate() + timedelta(days=3),
    )  # fmt: skip
    kept = CaseFile(case=case, title=canary(side, "paper"), added_by=officer, key=uuid.uuid4())
    kept.file.save("z.png", ContentFile(PNG))
    offer = make_offer(person, text=canary(side, "offers"))
    organisation = make_organisation(f"公司{side}")
    keys |= {
        "organisation": organisation.pk, "department": department.pk, "need_draft": draft.pk,
        "need_submitted": submitted.pk, "need": published.pk, "case": case.pk, "case_step": step.pk,
        "case_file": kept.pk, "offer": offer.pk, "outcome_year": timezone.localdate().year,
    }  # fmt: skip

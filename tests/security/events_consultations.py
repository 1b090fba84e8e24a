"""Two consultations on each side: a draft on the desk, and an open one that the alumnus of the side answered."""

from alumni.models import Alumnus, Consent
from alumni_office.mail import tokens
from events.models import Asked
from events.services import consultations
from tests.factories import make_asking

from .words import canary


def add(world, side):
    keys, staff = world.keys[side], world.users["staff"]
    person = Alumnus.objects.get(pk=keys["person"])
    Consent.objects.get_or_create(alumnus=person, purpose="contact", channel="any", given=True)
    draft = make_asking(people=[person], by=staff, opened=False)
    asking = make_asking(canary(side, "asking"), promise="named", people=[person], by=staff)
    asked = Asked.objects.get(consultation=asking, alumnus=person)
    text = asking.questions.last()
    consultations.answer(asked_id=asked.pk, said={text.pk: [canary(side, "said to the office")]})
    keys |= {
        "consultation": draft.pk, "consult_question": draft.questions.first().pk, "asking_open": asking.pk,
        "asked": asked.pk, "their_question": text.pk, "asked_token": tokens.make("consultation", asked.pk),
    }  # fmt: skip

from .checkins import CheckIn, CheckList, GateEntry, GatePass
from .consultations import Asked, Ballot, Consultation, ConsultationAnswer, ConsultationQuestion
from .effect import FEEDBACK_OPEN, Feedback, ModelCase, Outcome
from .events import Event, Material, Session, Speaker
from .questions import Question, QuestionAnswer
from .registrations import (
    Companion,
    EventNotice,
    EventNoticeMail,
    Group,
    Invite,
    Registration,
    SessionSeat,
    Ticket,
)
from .reunion_plan import PLAN, ReunionTask, Step, due_on
from .reunions import Classmate, ClassReunion, Wish
from .series import Kind, Place, Series

__all__ = [
    "FEEDBACK_OPEN",
    "PLAN",
    "Asked",
    "Ballot",
    "CheckIn",
    "CheckList",
    "ClassReunion",
    "Classmate",
    "Companion",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationQuestion",
    "Event",
    "EventNotice",
    "EventNoticeMail",
    "Feedback",
    "GateEntry",
    "GatePass",
    "Group",
    "Invite",
    "Kind",
    "Material",
    "ModelCase",
    "Outcome",
    "Place",
    "Question",
    "QuestionAnswer",
    "Registration",
    "ReunionTask",
    "Series",
    "Session",
    "SessionSeat",
    "Speaker",
    "Step",
    "Ticket",
    "Wish",
    "due_on",
]

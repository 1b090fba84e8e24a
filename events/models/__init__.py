from .checkins import CheckIn, CheckList, GateEntry, GatePass
from .consultations import Asked, Ballot, Consultation, ConsultationAnswer, ConsultationQuestion
from .events import Event, Material, Session, Speaker
from .programmes import Assignment, HoursCertificate, Programme, Shift
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
from .reunions import PLAN, Classmate, ClassReunion, ReunionTask, Step, Wish
from .series import Kind, Place, Series
from .volunteers import Volunteer, VolunteerYear, academic_year

__all__ = [
    "PLAN",
    "Asked",
    "Assignment",
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
    "GateEntry",
    "GatePass",
    "Group",
    "HoursCertificate",
    "Invite",
    "Kind",
    "Material",
    "Place",
    "Programme",
    "Question",
    "QuestionAnswer",
    "Registration",
    "ReunionTask",
    "Series",
    "Session",
    "SessionSeat",
    "Shift",
    "Speaker",
    "Step",
    "Ticket",
    "Volunteer",
    "VolunteerYear",
    "Wish",
    "academic_year",
]

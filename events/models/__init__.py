from .checkins import CheckIn, CheckList, GateEntry, GatePass
from .consultations import Asked, Ballot, Consultation, ConsultationAnswer, ConsultationQuestion
from .effect import FEEDBACK_OPEN, Feedback, ModelCase, Outcome
from .events import Event, Material, Session, Speaker
from .interviews import LONGEST_REPORT, LONGEST_WISHES, InterviewReport, InterviewTarget, InterviewTeam, TeamMember
from .leaving import LONGEST_LETTER, FutureLetter, Leaver, LeaveTaking
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
from .reunion_plan import PLAN, ReunionTask, Step, due_on
from .reunions import Classmate, ClassReunion, Wish
from .series import Kind, Place, Series
from .volunteers import Volunteer, VolunteerYear, academic_year

__all__ = [
    "FEEDBACK_OPEN",
    "LONGEST_LETTER",
    "LONGEST_REPORT",
    "LONGEST_WISHES",
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
    "Feedback",
    "FutureLetter",
    "GateEntry",
    "GatePass",
    "Group",
    "HoursCertificate",
    "InterviewReport",
    "InterviewTarget",
    "InterviewTeam",
    "Invite",
    "Kind",
    "LeaveTaking",
    "Leaver",
    "Material",
    "ModelCase",
    "Outcome",
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
    "TeamMember",
    "Ticket",
    "Volunteer",
    "VolunteerYear",
    "Wish",
    "academic_year",
    "due_on",
]

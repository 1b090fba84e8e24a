"""What the tables of this app hold of people, for the register of processing: a file for each area."""

from .checkins import CHECKINS
from .consultations import CONSULTATIONS
from .effect import EFFECT
from .interviews import INTERVIEWS
from .leaving import LEAVING
from .programmes import PROGRAMMES
from .registrations import REGISTRATIONS
from .reunions import REUNIONS

TABLES = [*REGISTRATIONS, *CHECKINS, *CONSULTATIONS, *REUNIONS, *EFFECT, *PROGRAMMES, *LEAVING, *INTERVIEWS]

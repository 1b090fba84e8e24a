"""What each figure of a series means. In one place, beside the name by which series.py counts it: a definition that
changes is a figure with another name, so that next year's comparison means the same as this year's."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Definition:
    name: str
    label: str | Promise
    text: str | Promise


REGISTERED = Definition(
    "registered", _("Registrations"),
    _("Those that hold a seat at the end. Cancelled, declined and waiting ones are not in it."),
)  # fmt: skip
REGISTERED_PEOPLE = Definition(
    "registered_people", _("People registered"), _("The seats of these registrations: each person with companions.")
)
CAME = Definition("came", _("Registrations that came"), _("Those checked in at any list, each once."))
CAME_PEOPLE = Definition(
    "came_people", _("People who came"), _("Of each registration that came, the most people that came at one list.")
)
NEW = Definition(
    "new", _("New to us"),
    _("Of the registrations that came, those of alumni on record who never came to an earlier event in this system, "
      "whoever held it. Guests are not in it."),
)  # fmt: skip
SATISFACTION = Definition("satisfaction", _("Satisfaction"), _("The mean of the marks from 1 to 5 in the feedback."))
MARKS = Definition("marks", _("Marks given"), _("How many gave a mark; each registration gives one at most."))
COST = Definition(
    "cost_per_head", _("Cost per head, in yuan"), _("The cost of the event, divided by the people who came.")
)
OUTCOMES = Definition(
    "outcomes", _("Outcomes"), _("What came of it, entered by hand, each with its day and its source.")
)
AMOUNT = Definition("amount", _("Sum of their amounts, in yuan"), _("Of those outcomes that have an amount."))
CONTACTS = Definition(
    "contacts", _("Visits and calls"),
    _("Of alumni who came, from the day after the event for twelve months: the figure grows until they are over."),
)  # fmt: skip
DECADES = Definition(
    "decades", _("Decade of graduation"),
    _("Of the registrations that came, those of alumni on record, by the earliest year of graduation on file today."),
)  # fmt: skip
PROVINCES = Definition(
    "provinces", _("Where they live"),
    _("Of the registrations that came, those of alumni on record, by the province on file today; abroad is every "
      "country but China."),
)  # fmt: skip

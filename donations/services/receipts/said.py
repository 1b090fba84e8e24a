"""What the database would not let through with receipts and thanks, in sentences."""

from django.db import connection
from django.utils.translation import gettext_lazy

from donations.services.refusals import SENTENCES

SENTENCES.update(
    {
        "range_once": gettext_lazy("Some of these numbers are registered already under this code."),
        "range_used_up": gettext_lazy("The numbers of this range are used up: register another one."),
        "gift_on_one_valid_receipt": gettext_lazy("A receipt was issued for this gift already."),
        "receipt_of_posted": gettext_lazy("Only a posted gift gets a receipt."),
        "receipt_of_what_is_left": gettext_lazy("Something of this gift went back meanwhile: look at it again."),
        "receipt_of_one_donor": gettext_lazy("A receipt is of one donor."),
        "receipt_reversed": gettext_lazy("A red receipt took this one back already."),
        "receipt_reverses_valid": gettext_lazy("Only a valid receipt can be taken back."),
        "receipt_voided_by_another": gettext_lazy(
            "Above the limit somebody else than who issued it has to take it back."
        ),
        "receipt_or_waiver": gettext_lazy("It is written down already that this gift needs no receipt."),
        "receipt_stays": gettext_lazy("A receipt stays as it was issued."),
        "receipt_waived_once": gettext_lazy("It is written down already that this gift needs no receipt."),
    }
)
ADD_UP = "donations_receipt_adds_up, donations_receipt_line_adds_up, donations_receipt_gift_adds_up"


def check_now() -> None:
    """What the database would refuse at the commit, it refuses here, where it can be said."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {ADD_UP} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {ADD_UP} DEFERRED")

"""Why a step with money is not taken: a sentence for whoever asked. Nothing was written."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni_office.saving.refusals import Refused

# What a constraint or a trigger would not let through, by its name.
SENTENCES = {
    "gift_reference_once": gettext_lazy("A gift with this reference of a payment is on record already."),
    "gift_goes_back_once": gettext_lazy("More cannot go back than came in."),
    "gift_corrected_once": gettext_lazy("This gift was taken back already."),
    "gift_corrected_whole": gettext_lazy("A correction takes back all that is left of the gift."),
    "gift_corrects_posted": gettext_lazy("Only a posted gift can be taken back."),
    "gift_checked_by_another": gettext_lazy("Above the limit somebody else than who entered it has to post it."),
    "gift_day_open": gettext_lazy("This day is closed. Try again: it will be posted today."),
    "gift_received_before_posting": gettext_lazy("The day of receipt lies ahead."),
    "gift_not_changed": gettext_lazy("A posted gift is not changed: take it back and enter it anew."),
    "gift_is_its_allocations": gettext_lazy("The parts for the funds do not add up to the gift."),
    "gift_currency_and_rate": gettext_lazy("Amount, rate and CNY do not belong together."),
    "batch_agrees": gettext_lazy("The number or the total is not what was expected."),
    "batch_not_changed": gettext_lazy("This batch is posted: it takes nothing more."),
    "instalment_paid_at_most": gettext_lazy("This is more than the instalment still owes."),
    "pledge_paid_at_most": gettext_lazy("This is more than the pledge still owes."),
    "pledge_payment_of_gift": gettext_lazy("This is more than the gift."),
    "pledge_is_its_instalments": gettext_lazy("The instalments do not add up to the pledge."),
    "gift_alone_together": gettext_lazy(
        "With what you posted of your own for this donor today it is above the limit: somebody else has to post it."
    ),
    "batch_alone_together": gettext_lazy(
        "What you entered yourself of this batch is above the limit: somebody else has to post it."
    ),
    "use_alone_together": gettext_lazy(
        "With what you posted of your own of this fund today it is above the limit: somebody else has to post it."
    ),
    "fund_open_for_its_gifts": gettext_lazy("This fund was closed before the gift came in: choose another one."),
    "fund_closed_after_its_gifts": gettext_lazy("Gifts to this fund came in after that day: choose a later one."),
    "donor_was_erased": gettext_lazy("This person was erased: nothing more is written of them."),
    "donor_erased_says_nothing": gettext_lazy("This person was erased: nothing more is written of them."),
    "use_checked_by_another": gettext_lazy("Above the limit somebody else than who entered it has to post it."),
}

__all__ = ["Refused", "WrongState", "said_plainly"]


class WrongState(Refused):
    def __init__(self):
        super().__init__(_("Somebody else was faster: look at the page as it is now."))


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the database refused by a named rule into Refused; the transaction is the caller's to leave."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in SENTENCES:
            raise
        raise Refused(str(SENTENCES[name])) from error

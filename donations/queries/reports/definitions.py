"""What each report says, beside the name by which it is asked for: a definition that changes is another report."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RECEIVED = _(
    "Funds received: gifts and payments of pledges posted in the ledger, by the day on which they came in, less refunds"
    " and corrections on theirs; things and securities at their value. In CNY."
)
COMMITTED = _(
    "New funds committed: gifts that pay no pledge, and what was newly pledged, amended or cancelled, each on its day."
    " It is never added to funds received (CASE Global Reporting Standards)."
)


@dataclass(frozen=True)
class Report:
    name: str
    title: str | Promise
    text: str | Promise
    of_year: bool = True


YEARS = Report("years", _("Year by year"), _("All that was received and committed, for each calendar year."), False)
FUNDS = Report("funds", _("By fund"), _("Of a gift for several funds each counts its part."))
UNITS = Report("units", _("By unit"), _("By the college that raised it; the last line is the office’s own work."))
CAMPAIGNS = Report("campaigns", _("By campaign"), _("Gifts and pledges that were entered for a campaign."))
PARTICIPATION = Report(
    "participation", _("Alumni participation"),
    _("Alumni who gave in the year, themselves or by soft credit, each counted once, among the alumni who can be"
      " contacted today: living, not restricted, with a telephone, e-mail or address that is not known to be dead"
      " (CASE alumni engagement metrics). Of several colleges each counts the person."),
)  # fmt: skip
LAPSED = Report(
    "lapsed", _("Gave last year, not this year"),
    _("LYBUNT: donors of the year before who gave nothing in the year, by what they gave then."),
)  # fmt: skip
LONG_LAPSED = Report(
    "long-lapsed", _("Gave in some year, not this year"),
    _("SYBUNT: donors of any year before the last who gave nothing in the last year nor in the year, by what they gave"
      " in all."),
)  # fmt: skip
TOP = Report("top", _("Top donors"), _("By funds received in the year, merged donors as one."))
MATCHING = Report(
    "matching", _("For government matching"),
    _("Single gifts of money of at least CNY 100,000 in the year that were not taken back, with what speaks against"
      " them: in kind, or a payer who is not the donor."),
)  # fmt: skip

REPORTS = {
    report.name: report
    for report in (YEARS, FUNDS, UNITS, CAMPAIGNS, PARTICIPATION, LAPSED, LONG_LAPSED, TOP, MATCHING)
}

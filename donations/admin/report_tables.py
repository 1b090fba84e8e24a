"""Each report as one table, for its page and for its spreadsheet."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alumni_office.money.amounts import said
from donations.models import Gift
from donations.queries.reports import money, people, rows

NAME = "admin:donations_gift"
YEARS = 30  # that a report can be asked for
PAGED = frozenset({"lapsed", "long-lapsed", "top", "matching"})


@dataclass(frozen=True)
class Cell:
    value: Any  # what a spreadsheet keeps
    text: str
    url: str = ""
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    cells: list[Cell]
    share: int | None = None  # of the longest bar, in percent


@dataclass
class Table:
    columns: list[tuple[str, bool]]  # (label, whether numbers stand in it)
    rows: list[Row] = field(default_factory=list)
    summary: str = ""
    has_more: bool = False

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """Each row with the label of each cell's column."""
        labels = [label for label, _is_number in self.columns]
        return [(row, list(zip(labels, row.cells, strict=True))) for row in self.rows]


def years_asked() -> list[int]:
    this = timezone.localdate().year
    return list(range(this, this - YEARS, -1))


def behind(measure: str, **asked) -> str:
    return reverse(f"{NAME}_report_rows") + "?" + urlencode({"measure": measure, **asked})


def _text(value: str, url: str = "") -> Cell:
    return Cell(value, value, url)


def _money(amount: Decimal, url: str = "") -> Cell:
    return Cell(amount, said(amount), url if amount else "", is_number=True)


def _number(value: int, url: str = "") -> Cell:
    return Cell(value, f"{value:,}", url if value else "", is_number=True)


def _of_money(first: str, lines: list[money.Line], asked_of) -> Table:
    """`asked_of(line)` names what the rows behind a line have in common."""
    most = max((line.received for line in lines), default=Decimal(0))
    table = Table([(first, False), (_("Funds received"), True), (_("New funds committed"), True), (_("Gifts"), True)])
    for line in lines:
        asked = asked_of(line)
        cells = [
            _text(line.label or _("None of them")), _money(line.received, behind("received", **asked)),
            _money(line.committed, behind("committed", **asked)), _number(line.gifts, behind("received", **asked)),
        ]  # fmt: skip
        table.rows.append(Row(cells, int(100 * line.received / most) if most > 0 and line.received > 0 else 0))
    return table


def _years(user, _year: int, _page) -> Table:
    return _of_money(_("Year"), money.years(user), lambda line: {"year": line.key})


def _funds(user, year: int, _page) -> Table:
    return _of_money(_("Fund"), money.funds(user, year), lambda line: {"year": year, "fund": line.key})


def _units(user, year: int, _page) -> Table:
    return _of_money(_("Unit"), money.units(user, year), lambda line: {"year": year, "college": line.key or rows.NONE})


def _campaigns(user, year: int, _page) -> Table:
    return _of_money(
        _("Campaign"), money.campaigns(user, year), lambda line: {"year": year, "campaign": line.key or rows.NONE}
    )


def _participation(user, year: int, _page) -> Table:
    table = Table([(_("College"), False), (_("Gave"), True), (_("Can be contacted"), True), (_("Participation"), True)])
    shares = people.participation(user, year)
    most = max((share.percent for share in shares), default=0)
    for share in shares:
        cells = [
            _text(share.label or _("All alumni")), _number(share.gave), _number(share.contactable),
            Cell(round(share.percent, 2), f"{share.percent:.2f} %", is_number=True),
        ]  # fmt: skip
        table.rows.append(Row(cells, int(100 * share.percent / most) if most else 0))
    return table


def _givers(find, years):
    def build(user, year: int, page: int | None) -> Table:
        found = find(user, year, page=page)
        table = Table([(_("Donor"), False), (pgettext("giving", "Given"), True), (_("Last gift"), False)])
        table.summary = _("%(number)s donors, %(sum)s") % {"number": f"{found.total:,}", "sum": said(found.sum)}
        table.has_more = page is not None and page * people.PAGE < found.total
        for row in found.rows:
            url = behind("received", donor=row.donor_id, **years(year))
            cells = [_text(row.name), _money(row.sum, url), Cell(row.last_on, f"{row.last_on:%Y-%m-%d}")]
            table.rows.append(Row(cells, int(100 * row.sum / found.rows[0].sum)))
        return table

    return build


def _matching(user, year: int, page: int | None) -> Table:
    table = Table(
        [(_("Donor"), False), (_("Amount"), True), (_("Received on"), False), (pgettext("giving", "To look at"), False)]
    )
    found = rows.matching(user, year)
    cut = found if page is None else found[people.PAGE * (page - 1) : people.PAGE * page + 1]
    gifts = list(cut)
    if page is not None and len(gifts) > people.PAGE:
        table.has_more = bool(gifts.pop())
    for gift in gifts:
        cells = [
            _text(gift.donor.name), _money(gift.left, behind("received", year=year, donor=gift.donor.head_id)),
            Cell(gift.received_on, f"{gift.received_on:%Y-%m-%d}"), _text(" · ".join(_doubts(gift)) or "—"),
        ]  # fmt: skip
        table.rows.append(Row(cells))
    return table


def _doubts(gift: Gift) -> list[str]:
    return [
        *([_("not money")] if gift.kind != Gift.Kind.MONEY else []),
        *([_("paid by %(payer)s") % {"payer": gift.payer}] if gift.payer else []),  # type: ignore[attr-defined]
        *([_("no agreement")] if gift.agreement_id is None else []),
    ]


BUILDERS = {
    "years": _years,
    "funds": _funds,
    "units": _units,
    "campaigns": _campaigns,
    "participation": _participation,
    "lapsed": _givers(people.lapsed, lambda year: {"year": year - 1}),
    "long-lapsed": _givers(people.long_lapsed, lambda year: {}),
    "top": _givers(people.top, lambda year: {"year": year}),
    "matching": _matching,
}

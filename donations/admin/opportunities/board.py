"""Board and list: the same opportunities, asked for in the same words."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from donations.admin.chrome import page
from donations.forms.opportunities import LookForm
from donations.queries.pipeline import board as queries
from donations.queries.pipeline.keepers import owners

from .frame import rights

SIZE = 50


def _look(request):
    form = LookForm(request.GET, user=request.user, owners=list(owners()))
    query = request.GET.copy()
    query.pop("page", None)
    return form, form.asked, query


@require_safe
@requires(Permission.CLUB_VIEW)
def board(request, site):
    form, asked, query = _look(request)
    asked.pop("stage", None)
    columns = queries.columns(queries.found(request.user, **asked))
    query.pop("stage", None)
    return page(
        request, site, "opportunity_board", _("Pipeline"), columns=columns, look=form, is_asked=bool(asked),
        query=query.urlencode(), open_stages=[column.stage for column in columns if column.is_open],
        number=sum(column.count for column in columns), **rights(request),
    )  # fmt: skip


@require_safe
@requires(Permission.CLUB_VIEW)
def card_list(request, site):
    form, asked, query = _look(request)
    return _listed(request, site, _("Opportunities"), queries.found(request.user, **asked), form, query, asked)


@require_safe
@requires(Permission.CLUB_VIEW)
def stale_list(request, site):
    """The reader's own that nobody moves on: what the first page and the weekly mail lead to."""
    form, asked, query = _look(request)
    return _listed(
        request, site, _("My stale opportunities"), queries.stale_of(request.user), form, query, asked, own=True
    )


def _listed(request, site, title, rows, form, query, asked, *, own=False):
    number = request.GET.get("page", "")
    number = int(number) if number.isascii() and number.isdigit() and len(number) < 7 and int(number) else 1
    first = (number - 1) * SIZE
    found = list(queries.in_order(rows)[first : first + SIZE + 1])
    return page(
        request, site, "opportunity_list", title, rows=found[:SIZE], look=form, own=own, is_asked=bool(asked),
        query=query.urlencode(), number=number, previous=number - 1, following=number + 1 if len(found) > SIZE else 0,
        **rights(request),
    )  # fmt: skip


VIEWS = [("", board, "changelist"), ("list/", card_list, "list"), ("stale/", stale_list, "stale")]

"""A letter as one reader would get it: as mail, on a telephone, as text."""

from csp.constants import SELF
from csp.decorators import csp, csp_update
from django.http import HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from alumni.admin.guards import requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.numbers import typed_number
from publications.emails.letters import POLICY
from publications.queries import composing as queries
from publications.services import composing

from .chrome import page
from .composing_steps import version_or_404

WIDTHS = ("desk", "phone", "text")
FRAMED = {**POLICY, "frame-ancestors": [SELF]}


def _person(request) -> int | None:
    return typed_number(request.GET.get("person"))


@csp_update({"frame-src": [SELF]})
@require_safe
@requires(Permission.MAILING_VIEW)
def preview(request, pk, language, site):
    version = version_or_404(request, pk, language)
    people, person = queries.sample(version.mailing, request.user), _person(request)
    width = request.GET.get("as", "")
    values = queries.values_for(person, people)
    return page(
        request, site, "mailing_preview", version.subject, mailing=version.mailing, version=version, people=people,
        person=person, width=width if width in WIDTHS else "desk", widths=WIDTHS,
        text=composing.preview(version, values)[1] if width == "text" else "",
    )  # fmt: skip


@require_safe
@csp(FRAMED)
@xframe_options_sameorigin
@requires(Permission.MAILING_VIEW)
def frame(request, pk, language, site):
    version = version_or_404(request, pk, language)
    values = queries.values_for(_person(request), queries.sample(version.mailing, request.user))
    return HttpResponse(composing.preview(version, values)[0])

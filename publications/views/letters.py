"""A mailing on the web, for whoever got it: the same letter, with nobody's name in it; and its pictures."""

from csp.decorators import csp
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from alumni_office.ui.downloads import shown_picture
from publications.emails import fields
from publications.emails.letters import POLICY
from publications.models import Mailing, MailingPicture, MailingVersion

State = Mailing.State
GONE_OUT = [State.SENDING, State.PAUSED, State.STOPPED, State.DONE]


@require_safe
@csp(POLICY)  # type: ignore[arg-type]  # its stubs know no view with arguments
def letter(request, key, language):
    versions = MailingVersion.objects.filter(mailing__state__in=GONE_OUT).exclude(html="")
    version = get_object_or_404(versions, mailing__key=key, language=language)
    values = dict.fromkeys(fields.LINKS, "/")
    response = HttpResponse(fields.fill(fields.split(version.html), values, fields.quote_html))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def picture(request, key):
    row = get_object_or_404(MailingPicture, key=key)
    return shown_picture(row.file, kind=row.kind)

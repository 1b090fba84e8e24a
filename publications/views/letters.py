"""A mailing on the web, for whoever got it: the same letter, with nobody's name in it; and its pictures."""

from csp.decorators import csp
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from alumni_office.ui.downloads import shown_picture
from publications.emails import fields
from publications.emails.letters import POLICY, parts
from publications.models import MailingPicture, MailingVersion


@require_safe
@csp(POLICY)  # type: ignore[arg-type]  # its stubs know no view with arguments
def letter(request, key, language):
    """Made anew from its blocks: who took the word back since it went out is not named here any more."""
    versions = MailingVersion.objects.filter(mailing__started_at__isnull=False).exclude(html="")
    version = get_object_or_404(versions.select_related("mailing"), mailing__key=key, language=language)
    page = parts(version.mailing, version, on_the_web=True).html
    response = HttpResponse(fields.fill(fields.split(page), dict.fromkeys(fields.LINKS, "/"), fields.quote_html))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def picture(request, key):
    row = get_object_or_404(MailingPicture, key=key)
    return shown_picture(row.file, kind=row.kind)

"""A person's mail on the person's page."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alumni.admin.guards import person_or_404, requires
from alumni_office.accounts.roles import Permission
from alumni_office.ui.htmx import render_page
from publications.queries.people import mail_of


@require_safe
@requires(Permission.ALUMNI_VIEW)
@requires(Permission.MAILING_VIEW)
def person(request, pk, site):
    found = person_or_404(request, pk)
    context = site.each_context(request) | {
        "title": _("Mail: %(name)s") % {"name": found.name}, "person": found, "mail": mail_of(found),
    }  # fmt: skip
    return render_page(request, "admin/publications/person_mail.html", context, partial="panel")

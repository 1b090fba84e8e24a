"""The congress for everyone: figures always, names with consent; and the paper of who is a delegate."""

from django.core.files.base import ContentFile
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alumni.views.guards import member_required
from alumni_office.documents.pdf import pdf
from alumni_office.ui.downloads import private_file
from alumni_office.ui.page_cache import names_people, public_page
from chapters.models import Congress, Delegate
from chapters.queries.congress import published
from chapters.services.congress.papers import arithmetic, credential


@require_safe
@public_page
def congress_list(request):
    office, council = published.present_council()
    if any(post.names for post in council):
        names_people(request)
    context = {"congresses": published.announced(), "term": office and office.term, "council": council}
    return render(request, "chapters/congress_list.html", context)


@require_safe
@public_page
def congress_page(request, pk):
    congress = get_object_or_404(Congress.objects.announced(), pk=pk)
    found, council = published.published(congress), published.council_of(congress)
    if any(each.names for each in [*found.ballots, *council]):
        names_people(request)
    context = {
        "congress": congress, "found": found, "council": council,
        "motions": [(motion, arithmetic(motion)) for motion in found.motions],
        "is_closed": congress.state == Congress.State.CLOSED,
        "has_begun": congress.state in (Congress.State.OPEN, Congress.State.CLOSED),
    }  # fmt: skip
    return render(request, "chapters/congress_page.html", context)


@require_safe
@never_cache
@member_required
def my_credential(request, pk):
    """A delegate's own paper; nobody else has one here."""
    mine = Delegate.objects.confirmed().filter(congress=pk, alumnus=request.user.alumnus)
    rows = mine.select_related("alumnus", "congress", "delegation__chapter", "delegation__college")
    delegate = get_object_or_404(rows)
    return private_file(ContentFile(pdf(credential(delegate))), name=f"credentials-{delegate.number}", kind="pdf")

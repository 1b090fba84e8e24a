"""My chapter: which one, and how it stands."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alumni.views.guards import member_required
from chapters.queries import my_chapter as queries
from chapters.queries import terms
from chapters.queries.silence import SILENT_DAYS

from .guards import TABS, Tab, officer_required, show

TABS.append(Tab(_("Overview"), "chapters:my", 0))


@require_safe
@never_cache
@member_required
def mine(request):
    """The chapters that one leads; who leads one only is led there, whose term is over reads since when."""
    rows = terms.led(request.user.alumnus)
    now = [row for row in rows if row.is_now]
    if len(rows) == 1 and now:
        return redirect("chapters:my", now[0].chapter.pk)
    over = [row for row in rows if not row.is_now and row.begins is None]
    to_come = [row for row in rows if row.begins]
    return render(request, "chapters/mine.html", {"now": now, "over": over, "to_come": to_come})


@require_safe
@officer_required
def my_chapter(request, chapter):
    standing = queries.standing(chapter, request.user.alumnus)
    context = {"standing": standing, "silence": standing.silence, "silent_days": SILENT_DAYS}
    return show(request, chapter, "chapters/my_overview.html", context)

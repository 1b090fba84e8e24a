"""Leave-taking at the desk: whose it is, how far each class is, the links, the paper. No page shows a letter."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.admin.guards import requires
from alumni.models import Alumnus
from alumni_office.accounts.roles import Permission
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import tasks as jobs
from alumni_office.saving.forms import took
from alumni_office.saving.refusals import Refused
from alumni_office.ui.downloads import made_file
from alumni_office.ui.keyset import newest_first
from events.admin.chrome import EDIT, page, posted, saved, telling
from events.forms.leaving import LeavingForm, NewLeavingForm, WhichForm
from events.models import Leaver
from events.queries.leaving import letters, progress
from events.services import leaving as services
from events.services.leaving.papers import PART

from .frame import back_to_leaving, of_leaver, of_leaving, of_programme


@require_http_methods(EDIT)
@of_programme
def leaving_add(request, programme, site):
    """Also where there is one already: then its page."""
    if programme.kind != programme.Kind.LEAVING:
        raise Http404
    form = NewLeavingForm(posted(request))
    made = took(form, lambda **fields: services.set_up(programme=programme, by=request.user, **fields))
    if made:
        messages.success(request, _("The graduates are gathered. Open the programme, then send the links."))
        return back_to_leaving(made)
    return page(
        request, site, "programme_form", _("Whose leave-taking is it?"), form=form, programme=programme,
        verb=_("Gather the graduates"),
    )  # fmt: skip


@require_safe
@of_leaving
def leaving_page(request, leaving, site):
    colleges = progress.colleges(leaving)
    sums = sum((each.counts for each in colleges), progress.NOBODY)
    return page(
        request, site, "leaving_page", _("Leave-taking"), leaving=leaving, programme=leaving.programme,
        colleges=colleges, sums=sums, letters=letters.numbers(leaving), to_mail=progress.to_mail(leaving).count(),
        to_remind=progress.to_remind(leaving).count(), unreached=progress.unreached(leaving).count(),
        parts=range(1, -(-sums.graduates // PART) + 1),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_leaving
def leaving_edit(request, leaving, site):
    form = LeavingForm(posted(request), leaving=leaving)
    if saved(
        request, form, lambda **fields: services.save_leaving(leaving=leaving, by=request.user, **fields)
    ):  # fmt: skip
        return back_to_leaving(leaving)
    return page(
        request, site, "programme_form", _("Change the leave-taking"), form=form, programme=leaving.programme,
        verb=_("Save"),
    )  # fmt: skip


@require_POST
@of_leaving
def leaving_gather(request, leaving, site):
    count = services.gather(leaving=leaving, by=request.user)
    messages.success(
        request, ngettext("%(count)d graduate is new", "%(count)d graduates are new", count) % {"count": count}
    )
    return back_to_leaving(leaving)


@require_safe
@of_leaving
def leaving_people(request, leaving, site):
    form = WhichForm(request.GET)
    asked = form.asked
    found = newest_first(progress.people(leaving, **asked), request, size=progress.PAGE)
    found.rows[:] = progress.with_offices(found.rows)
    if found.rows:
        record_access(
            action=AccessRecord.Action.VIEW, target=Leaver._meta.label_lower, target_id=leaving.pk, by=request.user,
            count=len(found.rows), people=[row.alumnus_id for row in found.rows],
        )  # fmt: skip
    seen = Alumnus.objects.visible_to(request.user).filter(pk__in=[row.alumnus_id for row in found.rows])
    return page(
        request, site, "leaving_people", _("Graduates"), leaving=leaving, programme=leaving.programme, page=found,
        asked=asked, which=asked["which"], choices=_choices(request), may_open=set(seen.values_list("pk", flat=True)),
        may_appoint=request.user.may(Permission.ALUMNI_EDIT),
    )  # fmt: skip


def _choices(request) -> list[tuple[str, str, str]]:
    """(value, label, address) of each list, of the same class or college."""
    labels = {
        "all": _("All"), "checked": _("Checked"), "unchecked": _("Not yet checked"),
        "lasting": _("With a way to reach them that lasts"), "offered": _("Put themselves forward"),
    }  # fmt: skip
    found = []
    for value, label in labels.items():
        query = request.GET.copy()
        query.pop("before", None)
        query["which"] = value
        found.append((value, label, "?" + query.urlencode()))
    return found


@require_safe
@of_leaving
def leaving_paper(request, leaving, site):
    form = WhichForm(request.GET)
    asked, data = form.asked, form.cleaned_data if form.is_valid() else {}
    kind, part = data.get("form") or "sheets", data.get("part") or 1
    try:
        content = services.printed(leaving=leaving, form=kind, part=part, by=request.user, **asked)
    except services.NothingToPrint:
        messages.error(request, _("Nobody is on this paper."))
        return back_to_leaving(leaving)
    return made_file(content, name=f"leave-taking-{leaving.pk}-{kind}-{part}", kind="pdf")


@require_http_methods(EDIT)
@of_leaving
def leaving_mail(request, leaving, site):
    return _write(
        request, leaving, site, services.INVITE, progress.to_mail(leaving).count(), title=_("Send the links"),
        text=_("Each graduate who was not written to gets one mail with the own link. Who said that they want no mail "
               "gets none, nor who has checked already."),
    )  # fmt: skip


@require_http_methods(EDIT)
@of_leaving
def leaving_remind(request, leaving, site):
    return _write(
        request, leaving, site, services.REMIND, progress.to_remind(leaving).count(), title=_("Remind once"),
        text=_("Each graduate who got the link and has not checked gets one reminder, and never a second one."),
    )  # fmt: skip


def _write(request, leaving, site, kind, count, *, title, text):
    """What will be sent is said before."""
    if request.method == "POST":
        try:
            job = services.start_mails(leaving=leaving, kind=kind, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return back_to_leaving(leaving)
        jobs.run.delay_on_commit(job.pk)
        return redirect("admin:jobs_job_change", job.pk)
    return page(
        request, site, "leaving_confirm", title, leaving=leaving, programme=leaving.programme, text=text,
        numbers=[(_("Mails that will go out now"), count)], verb=title,
        back_url=reverse("admin:events_programme_leaving", args=[leaving.programme_id]),
    )  # fmt: skip


@require_POST
@requires(Permission.ALUMNI_EDIT)
@of_leaver
def leaver_appoint(request, leaver: Leaver, site):
    get_object_or_404(Alumnus.objects.visible_to(request.user, Permission.ALUMNI_EDIT), pk=leaver.alumnus_id)
    telling(
        request, lambda: services.appoint(leaver=leaver, by=request.user),
        _("%(name)s speaks for the class from now on.") % {"name": leaver.alumnus.name},
    )  # fmt: skip
    return redirect(reverse("admin:events_programme_leavers", args=[leaver.leaving.programme_id]) + "?which=offered")


VIEWS = [
    ("<int:pk>/leaving/add/", leaving_add, "leaving_add"),
    ("<int:pk>/leaving/", leaving_page, "leaving"),
    ("<int:pk>/leaving/edit/", leaving_edit, "leaving_edit"),
    ("<int:pk>/leaving/gather/", leaving_gather, "leaving_gather"),
    ("<int:pk>/leaving/people/", leaving_people, "leavers"),
    ("<int:pk>/leaving/paper/", leaving_paper, "leaving_paper"),
    ("<int:pk>/leaving/mail/", leaving_mail, "leaving_mail"),
    ("<int:pk>/leaving/remind/", leaving_remind, "leaving_remind"),
    ("leavers/<int:pk>/appoint/", leaver_appoint, "leaver_appoint"),
]

"""What the search console does with the ticked people or with the whole result.

The console posts `action` with `ids`, or with `all=1`, `words` and the filters. The first post is
answered by a page that asks the rest and says for how many people; the second one acts.
"""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from alumni.forms.selection import ListManyForm, TagManyForm, UntagManyForm
from alumni.models import Tag
from alumni.queries.selection import Selection
from alumni.services import lists
from alumni_office.accounts.roles import Permission
from alumni_office.jobs import tasks
from alumni_office.ui.redirects import safe_next

from . import exports, saved
from .guards import requires

AT_ONCE = 500  # people; more become a job that one can watch
TITLES = {
    "tag": gettext_lazy("Put a tag on people"),
    "untag": gettext_lazy("Take a tag off people"),
    "list": gettext_lazy("Add people to a list"),
}
VERBS = {"tag": gettext_lazy("Tag them"), "untag": gettext_lazy("Take it off"), "list": gettext_lazy("Add them")}


@require_POST
@requires(Permission.ALUMNI_VIEW)
def act(request, site):
    action, selection = request.POST.get("action"), Selection.from_post(request.POST)
    if action == "export":
        return exports.export(request, site=site)
    if action == "save":
        return saved.create_search(request, site, selection)
    if action not in TITLES:
        raise BadRequest
    permission, _act = lists.ACTIONS[action]
    if not request.user.may(permission):
        raise PermissionDenied
    total = selection.people(request.user, permission).count()
    if not total:
        messages.warning(request, _("Nobody is selected. Tick people, or choose the whole result."))
        return redirect(safe_next(request, reverse("admin:alumni_alumnus_changelist")))
    form = form_for(action, request)
    if form.is_bound and form.is_valid():
        return run(request, selection, action, subject_of(action, form, request.user), total)
    context = site.each_context(request) | {
        "title": TITLES[action], "verb": VERBS[action], "form": form, "total": total, "selection": selection,
        "action": action, "next": safe_next(request, reverse("admin:alumni_alumnus_changelist")),
        "tags": Tag.objects.all() if action == "tag" else [],
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/alumni/selection_act.html", context, status=status)


def form_for(action, request):
    data = request.POST if {"to_tag", "to_list", "new_list"} & request.POST.keys() else None
    if action == "list":
        return ListManyForm(data, owner=request.user)
    return (TagManyForm if action == "tag" else UntagManyForm)(data)


def subject_of(action, form, user):
    data = form.cleaned_data
    if action == "tag":
        return lists.tag_named(name=data["to_tag"])
    if action == "untag":
        return data["to_tag"]
    return data["to_list"] or lists.create_list(name=data["new_list"], is_shared=False, by=user)


def run(request, selection, action, subject, total):
    arguments = {"selection": selection, "action": action, "subject_id": subject.pk, "by": request.user}
    if total > AT_ONCE:
        job = lists.start_acting_on(total=total, **arguments)
        tasks.run.delay_on_commit(job.pk)
        return redirect("admin:jobs_job_change", job.pk)
    done = lists.act_on(**arguments)
    messages.success(request, " ".join(filter(None, (sentence(action, done.changed, subject), same(done.same)))))
    return redirect(safe_next(request, reverse("admin:alumni_alumnus_changelist")))


def sentence(action, count, subject):
    values = {"count": count, "name": str(subject)}
    if action == "tag":
        return ngettext("%(count)s person was tagged “%(name)s”.", "%(count)s people were tagged “%(name)s”.",
                        count) % values  # fmt: skip
    if action == "untag":
        return ngettext("The tag “%(name)s” was taken off %(count)s person.",
                        "The tag “%(name)s” was taken off %(count)s people.", count) % values  # fmt: skip
    return ngettext("%(count)s person was added to “%(name)s”.", "%(count)s people were added to “%(name)s”.",
                    count) % values  # fmt: skip


def same(count):
    if not count:
        return ""
    return ngettext("For %(count)s person there was nothing to change.",
                    "For %(count)s people there was nothing to change.", count) % {"count": count}  # fmt: skip

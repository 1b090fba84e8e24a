"""Saved searches and hand-picked lists share their pages: see, open, rename, share, delete, make."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.forms.selection import SavedForm
from alumni.models import SavedSearch
from alumni.queries import saved as queries
from alumni.services import lists
from alumni_office.accounts.roles import Permission

from .guards import requires


def console_url(words, filters):
    """The search console with these words and filters."""
    query = urlencode([("words", words)] * bool(words) + [*filters.items()], doseq=True)
    return reverse("admin:alumni_alumnus_changelist") + (f"?{query}" if query else "")


def may_share(user):
    return user.may(Permission.SEARCH_SHARE)


def changelist(model):
    return f"admin:alumni_{model._meta.model_name}_changelist"


def form_for(request, saved=None, prefix=None):
    initial = {"name": saved.name, "is_shared": saved.is_shared} if saved else None
    data = request.POST if request.method == "POST" and "name" in request.POST else None
    return SavedForm(data, initial=initial, may_share=may_share(request.user), prefix=prefix)


def own_or_404(request, model, pk):
    """Fetch one's own; a colleague's shared one may be used, not changed."""
    saved = model.objects.visible_to(request.user).filter(pk=pk).first()
    if saved is None:
        raise Http404
    if saved.owner_id != request.user.pk:
        raise PermissionDenied
    return saved


@require_safe
@requires(Permission.ALUMNI_VIEW)
def saved_list(request, site, model):
    if model is SavedSearch:
        template, title, rows = "savedsearch_list", _("Saved searches"), queries.searches(request.user)
    else:
        template, title, rows = "list_list", _("Lists"), queries.person_lists(request.user)
    context = site.each_context(request) | {"title": title, "rows": rows}
    return TemplateResponse(request, f"admin/alumni/{template}.html", context)


@require_safe
@requires(Permission.ALUMNI_VIEW)
def open_saved(request, pk, site, model):
    saved = model.objects.visible_to(request.user).filter(pk=pk).first()
    if saved is None:
        raise Http404
    if model is SavedSearch:
        return redirect(console_url(saved.words, saved.filters))
    return redirect(console_url("", {"list": [str(pk)]}))


@require_http_methods(["GET", "POST"])
@requires(Permission.ALUMNI_VIEW)
def rename(request, pk, site, model):
    saved = own_or_404(request, model, pk)
    form = form_for(request, saved)
    if form.is_bound and form.is_valid():
        data = {"is_shared": False, **form.cleaned_data}
        try:
            lists.rename(saved=saved, **data)
        except lists.NameTaken:
            form.add_error("name", _("You have another one of this name."))
        else:
            messages.success(request, _("Saved."))
            return redirect(changelist(model))
    context = site.each_context(request) | {
        "title": _("Edit “%(name)s”") % {"name": saved.name}, "form": form, "saved": saved,
        "filters": queries.described(saved.filters, request.user) if model is SavedSearch else [],
        "back": reverse(changelist(model)), "is_search": model is SavedSearch,
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/savedsearch_edit.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.ALUMNI_VIEW)
def delete(request, pk, site, model):
    saved = own_or_404(request, model, pk)
    lists.delete(saved=saved)
    messages.success(request, _("“%(name)s” is deleted. The people in it stay as they are.") % {"name": saved.name})
    return redirect(changelist(model))


@require_http_methods(["GET", "POST"])
@requires(Permission.ALUMNI_VIEW)
def create_list(request, site, model):
    form = form_for(request)
    if form.is_bound and form.is_valid():
        made = lists.create_list(by=request.user, **{"is_shared": False, **form.cleaned_data})
        messages.success(request, _("The list “%(name)s” is ready. Add people to it from a search.")
                         % {"name": made.name})  # fmt: skip
        return redirect(changelist(model))
    context = site.each_context(request) | {
        "title": _("New list"), "form": form, "back": reverse(changelist(model))
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/savedsearch_edit.html", context, status=422 if form.errors else 200)


def create_search(request, site, selection):
    """Keep the console's words and filters under a name."""
    form = form_for(request)
    if form.is_bound and form.is_valid():
        data = {"is_shared": False, **form.cleaned_data}
        try:
            saved = lists.save_search(words=selection.words, filters=selection.filters, by=request.user, **data)
        except lists.NameTaken:
            form.add_error("name", _("You have another search of this name."))
        else:
            messages.success(request, _("The search “%(name)s” is saved. It is evaluated anew at each use.")
                             % {"name": saved.name})  # fmt: skip
            return redirect(console_url(selection.words, selection.filters))
    context = site.each_context(request) | {
        "title": _("Save this search"), "form": form, "selection": selection, "is_search": True,
        "filters": queries.described(selection.filters, request.user),
        "back": console_url(selection.words, selection.filters),
    }  # fmt: skip
    return TemplateResponse(request, "admin/alumni/savedsearch_edit.html", context, status=422 if form.errors else 200)

"""Joining a chapter, and one's own page in it: what its officers see, what was agreed to, leaving, moving."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.views.corrections import private, unreferred
from alumni.views.guards import member_required
from alumni_office.saving.pages import posted
from chapters.forms.members import JoinForm, PiecesForm
from chapters.models import Chapter, SharingConsent
from chapters.queries import mine
from chapters.queries.residents import chapter_for, is_of
from chapters.services import invitations, members

from .chapter import in_readers_language


def own_membership(view):
    """Call the view with one's open membership in the chapter in place of its key."""

    @never_cache
    @member_required
    @wraps(view)
    def guarded(request, pk, *args, **kwargs):
        found = request.user.alumnus.chapter_memberships.open().select_related("chapter").filter(chapter=pk).first()
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@member_required
def join(request, pk):
    chapter = get_object_or_404(Chapter.objects.listed(), pk=pk)
    person = request.user.alumnus
    if person.chapter_memberships.open().filter(chapter=chapter).exists():
        return redirect("chapters:membership", pk)
    form = JoinForm(posted(request), chapter=chapter)
    if form.is_bound and form.is_valid() and _joins(request, form, members.join, chapter=chapter, person=person):
        return redirect("chapters:membership", pk)
    return _join_page(request, chapter, form, is_of=is_of(chapter, person))


def _join_page(request, chapter, form, **context):
    context |= {"chapter": chapter, "form": form} | in_readers_language(chapter)
    return render(request, "chapters/join.html", context, status=422 if form.errors else 200)


def _joins(request, form, service, **arguments) -> bool:
    """Call a service that makes somebody a member, and say at the form why it did not."""
    try:
        membership = service(by=request.user, **form.cleaned_data, **arguments)
    except members.NotTaken:
        form.add_error(None, _("The chapter takes no members at present."))
    except members.Restricted:
        form.add_error(None, _("Your record is restricted: allow its use on “My rights” first."))
    except members.ConsentMissing:
        form.add_error(None, _("The chapter has changed since you opened this page. Please open it again."))
    else:
        is_member = membership.state == membership.State.MEMBER
        messages.success(request, _("You are a member.") if is_member else _("The chapter has your wish and decides."))
        return True
    return False


@require_safe
@own_membership
def membership(request, found):
    return render(request, "chapters/membership.html", _page_of(request, found))


def _page_of(request, found, form=None):
    moves_to = mine.moves_to(found, request.user.alumnus)
    form = form or PiecesForm(initial={"opened": found.opened})
    return {"page": mine.page_of(found), "form": form, "chapter": found.chapter, "moves_to": moves_to}


@require_POST
@own_membership
def pieces(request, found):
    form = PiecesForm(request.POST)
    if not form.is_valid():
        return render(request, "chapters/membership.html", _page_of(request, found, form), status=422)
    members.open_pieces(membership=found, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("chapters:membership", found.chapter_id)


@require_POST
@own_membership
def consent(request, found):
    law, given = request.POST.get("law"), request.POST.get("given")
    if law not in SharingConsent.Law.values or given not in ("0", "1"):
        raise BadRequest
    if given == "1":
        members.agree(membership=found, law=law, by=request.user)
        messages.success(request, _("Noted: you agree."))
    else:
        members.withdraw(membership=found, law=law, by=request.user)
        messages.success(request, _("Noted: you no longer agree."))
    return redirect("chapters:membership", found.chapter_id)


@require_http_methods(["GET", "HEAD", "POST"])
@own_membership
def leave(request, found):
    if request.method == "POST":
        members.leave(membership=found, by=request.user)
        messages.success(request, _("You have left %(chapter)s.") % {"chapter": found.chapter})
        return redirect("chapters:memberships")
    return render(request, "chapters/leave.html", {"membership": found, "chapter": found.chapter})


@require_http_methods(["GET", "HEAD", "POST"])
@own_membership
def move(request, found):
    person = request.user.alumnus
    target = mine.moves_to(found, person)
    if target is None:
        raise Http404
    form = JoinForm(posted(request), chapter=target, initial={"opened": found.opened})
    if form.is_bound and form.is_valid() and _joins(request, form, members.move, membership=found, to=target):
        return redirect("chapters:membership", target.pk)
    return _join_page(request, target, form, leaves=found.chapter, is_of=True)


@require_safe
@never_cache
@member_required
def memberships(request):
    person = request.user.alumnus
    rows = mine.memberships_of(person)
    near = chapter_for(person)
    is_in = near and any(row.chapter_id == near.pk and row.is_open for row in rows)
    return render(request, "chapters/memberships.html", {"rows": rows, "near": None if is_in else near})


# As with other links in mails: without a referrer a browser names no origin, and whoever has the address may use it.
@csrf_exempt
@unreferred
@private
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """To want no invitations any more: GET shows the button, POST is the wish."""
    found = invitations.invitation_of(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        invitations.refuse_invitations(invitation=found)
        found.refresh_from_db()
    return render(request, "chapters/invitation.html", {"invitation": found, "chapter": found.chapter})

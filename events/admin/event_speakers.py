"""Who speaks in which part, and what files there are."""

from pathlib import PurePath
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alumni.models import Alumnus
from alumni_office.mail import tasks
from alumni_office.saving.forms import first_values
from alumni_office.ui.downloads import private_file
from events.forms.parts import FindPersonForm, MaterialForm, SpeakerForm
from events.models import Event, Speaker
from events.services import materials as material_services
from events.services import speakers as services

from .chrome import EDIT, NAME, part_page, planned, posted, saved, seen, telling

MOST_FOUND = 20


@require_safe
@planned
def session_speakers(request, event, row, site):
    session = get_object_or_404(event.sessions, pk=row)
    find = FindPersonForm(request.GET if "name" in request.GET else None)
    people = []
    if find.is_valid():
        named = Alumnus.objects.visible_to(request.user).present().filter(name=find.cleaned_data["name"].strip())
        people = list(named.prefetch_related("degrees__college")[:MOST_FOUND])
    return part_page(
        request, site, event, "sessions", "event_speakers", session=session, find=find, people=people,
        speakers=session.speakers.select_related("alumnus").order_by("order", "pk"),
    )  # fmt: skip


@require_http_methods(EDIT)
@planned
def speaker_add(request, event, row, site):
    """A guest, or with ?person= somebody on record."""
    session = get_object_or_404(event.sessions, pk=row)
    alumnus = _person(request)
    first = {"name": alumnus.name, "name_en": alumnus.latin_name} if alumnus else {}
    form = SpeakerForm(posted(request), initial=first)
    return _edited(
        request, site, event, session, form, legend=alumnus.name if alumnus else _("New guest speaker"),
        alumnus=alumnus,
        save=lambda **said: services.add_speaker(session=session, alumnus=alumnus, by=request.user, **said),
    )  # fmt: skip


def _person(request) -> Alumnus | None:
    asked = request.GET.get("person", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    return get_object_or_404(Alumnus.objects.visible_to(request.user).present(), pk=int(asked))


@require_http_methods(EDIT)
@planned
def speaker_edit(request, event, row, site):
    speaker = _speaker(event, row)
    first = first_values(speaker, SpeakerForm)
    form = SpeakerForm(posted(request), speaker=speaker, initial=first)
    return _edited(
        request, site, event, speaker.session, form, legend=str(speaker), alumnus=speaker.alumnus,
        remove=reverse(f"{NAME}_speaker_remove", args=[event.pk, speaker.pk]),
        save=lambda **said: services.save_speaker(speaker=speaker, by=request.user, **said),
    )  # fmt: skip


def _speaker(event: Event, pk: int) -> Speaker:
    rows = Speaker.objects.filter(session__event=event).select_related("session", "alumnus")
    return get_object_or_404(rows, pk=pk)


def _edited(request, site, event, session, form, *, save, **context):
    if saved(request, form, save):
        return redirect(f"{NAME}_speakers", event.pk, session.pk)
    back = reverse(f"{NAME}_speakers", args=[event.pk, session.pk])
    return part_page(request, site, event, "sessions", "event_row", form=form, back=back, **context)


@require_POST
@planned
def speaker_ask(request, event, row, site):
    speaker = _speaker(event, row)

    def ask():
        tasks.deliver.delay_on_commit(services.ask_speaker(speaker=speaker, by=request.user).pk)

    telling(request, ask, _("The link is on its way."))
    return redirect(f"{NAME}_speakers", event.pk, speaker.session_id)


@require_POST
@planned
def speaker_remove(request, event, row, site):
    speaker = _speaker(event, row)
    telling(request, lambda: services.remove_speaker(speaker=speaker, by=request.user), _("Taken out."))
    return redirect(f"{NAME}_speakers", event.pk, speaker.session_id)


@require_http_methods(EDIT)
@seen
def materials(request, event, site):
    may_edit = Event.objects.edited_by(request.user).filter(pk=event.pk).exists()
    form = MaterialForm(posted(request), request.FILES or None, event=event) if may_edit else None
    if request.method == "POST" and form is None:
        raise PermissionDenied
    if form and saved(request, form, lambda **said: _keep(event, request.user, **said)):
        return redirect(f"{NAME}_materials", event.pk)
    rows = event.materials.select_related("session").order_by("pk")
    return part_page(request, site, event, "materials", "event_materials", form=form, rows=rows)


def _keep(event: Event, by, *, key: UUID, **said) -> None:
    material_services.add_material(event=event, key=key, by=by, **said)


@require_safe
@seen
def material_file(request, event, row, site):
    material = get_object_or_404(event.materials, pk=row)
    kind = PurePath(material.file.name).suffix.removeprefix(".")
    return private_file(material.file, name=material.title, kind=kind)


@require_POST
@planned
def material_remove(request, event, row, site):
    material = get_object_or_404(event.materials, pk=row)
    telling(request, lambda: material_services.remove_material(material=material, by=request.user), _("Taken out."))
    return redirect(f"{NAME}_materials", event.pk)


SPEAKERS_AND_FILES = [
    ("<int:pk>/sessions/<int:row>/speakers/", session_speakers, "speakers"),
    ("<int:pk>/sessions/<int:row>/speakers/add/", speaker_add, "speaker_add"),
    ("<int:pk>/speakers/<int:row>/", speaker_edit, "speaker"),
    ("<int:pk>/speakers/<int:row>/ask/", speaker_ask, "speaker_ask"),
    ("<int:pk>/speakers/<int:row>/remove/", speaker_remove, "speaker_remove"),
    ("<int:pk>/material/", materials, "materials"),
    ("<int:pk>/material/<int:row>/", material_file, "material_file"),
    ("<int:pk>/material/<int:row>/remove/", material_remove, "material_remove"),
]

"""The draft: begun, saved at every step, and taken back."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from alumni.models import Alumnus
from alumni_office.documents.uploads import Upload
from alumni_office.saving.versions import save_version
from chapters.models import Application, Chapter, Document
from chapters.queries import places
from chapters.services.documents import keep_document

from .moving import PlaceTaken, Refused, because, give_back, lock, move

State = Application.State
WRITABLE = [State.DRAFT, State.ASKED]
# What may be added in which state.
UPLOADS = {
    State.DRAFT: [Document.Kind.CHARTER, Document.Kind.PLAN, Document.Kind.OTHER],
    State.ASKED: [Document.Kind.CHARTER, Document.Kind.PLAN, Document.Kind.OTHER],
    State.COMMISSIONED: [Document.Kind.CHARTER, Document.Kind.MINUTES, Document.Kind.OTHER],
}
FREE = [Chapter.Recognition.LEAD, Chapter.Recognition.DISSOLVED]  # in these a place is free
MOST_OPEN = 5  # applications of one person
MOST_FILES = 40  # that an application gets while it stays in one state


class TooManyOpen(Refused):
    """The person has begun as many as one can see through."""

    sentence = gettext_lazy("You have five applications open. Withdraw one of them before you begin another.")


class TooManyFiles(Refused):
    """More documents than anybody reads."""

    sentence = gettext_lazy("Forty documents were added in this step already. Ask the office if more are needed.")


class FormUsed(Refused):
    """The key of the form belongs to somebody else's application."""

    sentence = gettext_lazy("This form was sent already. Open the page again.")


@transaction.atomic
def start(*, applicant: Alumnus, place: dict, key, revives: Chapter | None = None) -> Application:
    """Begin a draft, once for each `key`, or go on with what the applicant has open for this place. Raises FormUsed,
    TooManyOpen, and PlaceTaken where a chapter stands, unless it sleeps and is the one that is to be revived; a trade
    may have several."""
    Alumnus.objects.select_for_update(no_key=True).get(pk=applicant.pk)  # one form after the other
    begun = Application.objects.of(applicant).open().filter(**place, is_revival=revives is not None)
    if place["kind"] != Chapter.Kind.INDUSTRY and (open_one := begun.order_by("pk").first()):
        return open_one
    others = places.standing(place).exclude(recognition__in=FREE).exclude(pk=revives.pk if revives else None)
    if place["kind"] != Chapter.Kind.INDUSTRY and others.exists():
        raise PlaceTaken
    if revives and revives.recognition != Chapter.Recognition.DORMANT:
        raise PlaceTaken
    kept = {"chapter": revives, "is_revival": True, "name": revives.name, "name_en": revives.name_en,
            "time_zone": revives.time_zone} if revives else {}  # fmt: skip
    values = {"applicant": applicant, **place, **kept}
    if Application.objects.of(applicant).open().exclude(key=key).count() >= MOST_OPEN:
        raise TooManyOpen
    application = Application.objects.get_or_create(key=key, defaults=values)[0]
    if application.applicant_id != applicant.pk:
        raise FormUsed
    return application


@transaction.atomic
def save_draft(*, application: Application, version: int, values: dict) -> None:
    """Write name, zone and reasons of a draft. Raises AlreadyMoved and ChangedMeanwhile."""
    lock(application, states=WRITABLE)
    save_version(application, version=version, values=values)


@transaction.atomic
def upload(*, application: Application, upload: Upload, name: str, kind: str, by) -> Document:
    """Add a document of a kind that the state takes; the same bytes once. Raises AlreadyMoved and TooManyFiles."""
    fresh = lock(application, states=[state for state, kinds in UPLOADS.items() if kind in kinds])
    last = fresh.documents.filter(kind=kind).order_by("-pk").first()
    if last and last.sha256 == upload.sha256:
        return last
    if fresh.documents.filter(uploaded_at__gte=fresh.moved_at).count() >= MOST_FILES:
        raise TooManyFiles
    return keep_document(upload=upload, name=name, kind=kind, by=by, application=fresh)


@transaction.atomic
def withdraw(*, application: Application, by) -> None:
    """End an application at its applicant's wish. Raises AlreadyMoved."""
    fresh = lock(application, states=Application.OPEN)
    move(fresh, State.WITHDRAWN)
    give_back(fresh, by=by, reason=because(fresh))


__all__ = ["FREE", "UPLOADS", "WRITABLE", "FormUsed", "PlaceTaken", "save_draft", "start", "upload", "withdraw"]

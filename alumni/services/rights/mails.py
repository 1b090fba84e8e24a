"""What is written to those who asked: into the outbox, in the language of the reader."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from alumni.models import DataRequest
from alumni.services.erasing.erase import LAST_MAIL as PURPOSE
from alumni_office.mail import services as mail
from alumni_office.mail.models import Message


def received(request: DataRequest) -> Message:
    assert request.user is not None
    with override(request.user.language or settings.LANGUAGE_CODE):
        text = _("We have your request: %(kind)s. You will have our answer by %(date)s.") % _told(request)
        return _queue(request, _("We have your request"), text)


def answered(request: DataRequest) -> Message | None:
    """The answer; None for someone who left no address."""
    if not _address(request):
        return None
    with override((request.user and request.user.language) or settings.LANGUAGE_CODE):
        if request.state == DataRequest.State.REFUSED:
            text = _("We cannot do what you asked (%(kind)s). Our reason:") % _told(request)
            text += f"\n\n{request.answer}\n\n"
            text += _("If you do not agree, you may turn to the authority for personal information or to a court.")
            return _queue(request, _("Our answer to your request"), text)
        text = {
            DataRequest.Kind.COPY: _("The copy of the data is ready."),
            DataRequest.Kind.CORRECTION: _("The data have been corrected."),
            DataRequest.Kind.RESTRICTION: _("The data are kept, and from today they are not used."),
            DataRequest.Kind.DELETION: _("The data are being deleted, which cannot be undone. This is our last mail."),
        }[DataRequest.Kind(request.kind)]
        return _queue(
            request, _("Your request has been carried out"), "\n\n".join(filter(None, (text, request.answer)))
        )


def _told(request: DataRequest) -> dict:
    return {"kind": request.get_kind_display(), "date": date_format(request.due_on, "DATE_FORMAT")}


def _address(request: DataRequest) -> str:
    if request.is_from_relative:
        return request.relative_email
    return request.user.email if request.user else ""


def _queue(request: DataRequest, subject: str, text: str) -> Message:
    """An answer to a deletion is tied to no record: it must outlive it by the minute that sending takes."""
    is_last = request.kind == DataRequest.Kind.DELETION and request.state == DataRequest.State.DONE
    is_chinese = (get_language() or "").startswith("zh")
    office = settings.UNIVERSITY_NAME if is_chinese else settings.UNIVERSITY_NAME_EN
    signed = f"{text}\n\n{office}\n{_('Alumni Office')}"
    person_id = None if is_last or request.is_from_relative else request.alumnus_id
    return mail.queue(to=_address(request), subject=subject, text=signed, purpose=PURPOSE, person_id=person_id)

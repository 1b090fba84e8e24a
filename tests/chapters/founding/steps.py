"""An application brought to where a test begins, by the services themselves."""

import io
import zipfile
from datetime import timedelta

from django.utils import timezone

from alumni_office.documents.uploads import Upload
from chapters.models import Application
from chapters.services import founding
from tests.factories import make_application, make_initiator, make_member, make_user

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
HERE = {"country": "CN", "province": "37", "city": "青岛"}
MEETING = {"met_at": "青岛市市南区", "present": 38, "report": "选举产生了第一届理事会。"}


def neighbour(name="李邻居", **fields):
    """A verified alumnus who lives in Qingdao."""
    return make_member(name, **(HERE | fields))


def add_document(application, kind, content=PDF):
    by = application.applicant.user if application.applicant else None
    upload = Upload("pdf", content)
    return founding.upload(application=application, upload=upload, name=f"{kind}.pdf", kind=kind, by=by)


def complete(applicant=None, **fields) -> Application:
    """A draft with all that it needs."""
    application = make_application(applicant or neighbour("孙发起"), plan="三百名校友在青岛。", **fields)
    for kind in ("charter", "plan"):
        add_document(application, kind)
    for name in ("周一", "吴二", "郑三"):
        make_initiator(application, neighbour(name))
    return application


def submitted(applicant=None, **fields) -> Application:
    application = complete(applicant, **fields)
    founding.submit(application=application, by=application.applicant.user)
    application.refresh_from_db()
    return application


def commissioned(applicant=None, by=None, **fields) -> Application:
    application = submitted(applicant, **fields)
    founding.commission(application=application, version=application.version, by=by or make_user())
    application.refresh_from_db()
    return application


def fill_report(application) -> None:
    """Meeting, papers and council of a commissioned one."""
    today = timezone.localdate()
    days = {"met_on": today, "term_starts_on": today, "term_ends_on": today + timedelta(days=1460)}
    founding.save_report(application=application, version=application.version, values=MEETING | days)
    add_document(application, "charter", PDF + b"\n")
    add_document(application, "minutes")
    people = [each.alumnus for each in application.initiators.order_by("pk")]
    founding.add_nominee(application=application, person=people[0], seat="president")
    founding.add_nominee(application=application, person=people[1], seat="secretary")


def reported(applicant=None, **fields) -> Application:
    application = commissioned(applicant, **fields)
    fill_report(application)
    founding.report(application=application)
    application.refresh_from_db()
    return application


def office_file(*names, sizes=None) -> bytes:
    """A package with these parts, as Word and Excel write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in ("[Content_Types].xml", *names):
            package.writestr(name, b"\0" * (sizes or {}).get(name, 10))
    return out.getvalue()

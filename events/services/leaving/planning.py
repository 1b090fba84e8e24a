"""Whose leave-taking it is: set up at the desk, its graduates gathered from the register."""

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from alumni.models import Liaison
from alumni.services import liaisons
from alumni_office.saving.refusals import Refused
from alumni_office.saving.versions import save_version
from events.models import Leaver, LeaveTaking, Programme
from events.queries.leaving.graduates import degree_of, graduates
from events.services.programmes.planning import hold


@transaction.atomic
def set_up(*, programme: Programme, by, **fields) -> LeaveTaking:
    """The leave-taking of a programme of this kind, with its graduates; one that is there already is returned as it is.
    Raises Refused."""
    held = hold(programme.pk)
    if known := LeaveTaking.objects.filter(programme=held).first():
        return known
    if held.kind != Programme.Kind.LEAVING or held.state == Programme.State.DONE:
        raise Refused(_("This programme is no leave-taking, or it is done."))
    with pghistory.context(user=by.pk):
        made = LeaveTaking.objects.create(programme=held, **fields)
    gather(leaving=made, by=by)
    return made


@transaction.atomic
def save_leaving(*, leaving: LeaveTaking, version: int, by, **fields) -> None:
    """Raises ChangedMeanwhile, and Refused when another year or college would leave people out who were told."""
    hold(leaving.programme_id)
    whose = ("graduation_year", "college")
    told = leaving.leavers.exclude(mailed_at=None, opened_at=None, checked_at=None)
    if any(getattr(leaving, name) != fields[name] for name in whose) and told.exists():
        raise Refused(_("Graduates have their links already: the year and the college stay."), field="graduation_year")
    with pghistory.context(user=by.pk):
        save_version(leaving, version=version, values=fields)
    leaving.leavers.exclude(alumnus__in=graduates(leaving)).filter(
        mailed_at=None, opened_at=None, checked_at=None, letter=None
    ).delete()
    gather(leaving=leaving, by=by)


@transaction.atomic
def gather(*, leaving: LeaveTaking, by) -> int:
    """Everybody on record who graduates then and there; return how many are new. Nobody is taken off."""
    hold(leaving.programme_id)
    before = leaving.leavers.count()
    rows = (Leaver(leaving=leaving, alumnus_id=pk) for pk in graduates(leaving).values_list("pk", flat=True))
    Leaver.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return leaving.leavers.count() - before


@transaction.atomic
def appoint(*, leaver: Leaver, by) -> Liaison:
    """Make who put themselves forward liaison of the class. Raises Refused."""
    row = Leaver.objects.select_for_update(of=("self",)).select_related("leaving", "alumnus").get(pk=leaver.pk)
    if row.offered_at is None:
        raise Refused(_("This graduate has not put themselves forward, or took it back."))
    degree = degree_of(row)
    if degree is None:
        raise Refused(_("There is no degree of this year and college any more."))
    try:
        return liaisons.appoint_liaison(degree=degree, by=by)
    except liaisons.NoClass as error:
        raise Refused(_("Enter the college, the year and the class or major of this degree first.")) from error
    except liaisons.NotNow as error:
        raise Refused(_("Only a living person whose record is not restricted can be asked.")) from error

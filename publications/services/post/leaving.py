"""Taking somebody off a label: the others on it keep theirs; a parcel for nobody is not sent."""

from django.db import connection, transaction

from alumni.models import Alumnus
from publications.models import Distribution, Parcel, ParcelReader
from publications.queries.post import rules_of
from publications.queries.reach import with_reason

NAMED = 5  # names on a label; more are counted


def leave_out(*, distribution: Distribution) -> int:
    """Take off the labels that are still here whoever said no, died, or whose record was restricted, archived or
    merged since they were made; return how many people. Labels are printed after this."""
    with transaction.atomic():
        Distribution.objects.select_for_update().get(pk=distribution.pk)
        readers = ParcelReader.objects.filter(distribution=distribution, parcel__state=Parcel.State.READY)
        gone = readers.exclude(alumnus__in=_may_still(readers, distribution))
        parcels = list(gone.values_list("parcel", flat=True))
        number = gone.delete()[0]
        relabel(parcels)
        return number


def _may_still(readers, distribution: Distribution):
    people = Alumnus.objects.present().usable().filter(pk__in=readers.values("alumnus"))
    return with_reason(people, rules_of(distribution)).filter(reason="").values("pk")


def relabel(parcels: list[int]) -> None:
    """Write the names of the readers that are left. The address is theirs as well; where nobody is left it goes, with
    the number under which the courier knows it, and a parcel that is still here is taken out."""
    left = f"""
        SELECT p.id, count(a.id) AS people,
            left(array_to_string(
                (array_agg(a.name ORDER BY a.id) FILTER (WHERE a.id IS NOT NULL))[1:{NAMED}], '、'), 180)
                || CASE WHEN count(a.id) > {NAMED} THEN '等' || count(a.id) || '位' ELSE '' END AS names
        FROM publications_parcel AS p LEFT JOIN publications_parcelreader AS r ON r.parcel_id = p.id
            LEFT JOIN alumni_alumnus AS a ON a.id = r.alumnus_id
        WHERE p.id = ANY(%s) GROUP BY p.id
    """  # noqa: S608 - a number of the program's own
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE publications_parcel AS p SET names = coalesce(l.names, ''),
                address = CASE WHEN people = 0 THEN '' ELSE address END,
                postcode = CASE WHEN people = 0 THEN '' ELSE postcode END,
                tracking_no = CASE WHEN people = 0 THEN '' ELSE tracking_no END,
                state = CASE WHEN people = 0 AND state = 'ready' THEN 'dropped' ELSE state END
            FROM ({left}) AS l WHERE l.id = p.id
            """,  # noqa: S608
            [parcels],
        )

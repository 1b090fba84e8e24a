"""From readers to parcels: one statement, sorted by postcode once people of one address are together."""

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.models import ContactPoint
from alumni_office.accounts.models import User
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from publications.models import Distribution, Parcel, ParcelReader
from publications.queries.audience import Audience, Unknown
from publications.queries.post import rules_of
from publications.queries.reach import reach, with_reason

from .sending import NotThatMany

KIND = "publications.distribution"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which are read as 1 and 0
BETWEEN = "[[:space:][:punct:]，。、；：（）—－]"  # what two spellings of one address differ in
State = Distribution.State
OPEN = [State.DRAFT, State.PREPARED]


class NotNow(Exception):
    """Parcels are on their way already, or somebody else is making the labels."""


class Changed(Exception):
    """Somebody else changed it meanwhile."""


def make_distribution(*, values: dict, audience: Audience, key: UUID, by) -> Distribution:
    """Write down what is to be sent to whom; the same `key` again returns the first. Raises Unknown for an audience
    that the actor may not use."""
    if earlier := Distribution.objects.filter(key=key, created_by=by).first():
        return earlier
    audience.people(by)
    try:
        with transaction.atomic():
            return Distribution.objects.create(**values, audience=audience.as_json(), key=key, created_by=by)
    except IntegrityError:
        return Distribution.objects.get(key=key, created_by=by)


@transaction.atomic
def change_distribution(
    *, distribution: Distribution, version: int, values: dict, audience: Audience, by
) -> Distribution:
    """Say anew what is sent to whom, until parcels are on their way; labels made before are thrown away. Raises NotNow,
    Changed when somebody else was faster, NotThatMany, and Unknown."""
    audience.people(by)
    row = Distribution.objects.select_for_update(of=("self",)).select_related("job").get(pk=distribution.pk)
    if row.state not in OPEN or (row.job and row.job.is_open):
        raise NotNow
    if row.version != version:
        raise Changed
    _throw_away(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.audience, row.state, row.version = audience.as_json(), State.DRAFT, version + 1
    row.left_out, row.prepared_at, row.labels_printed_at, row.print_job = {}, None, None, None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotThatMany from error
    return row


def _throw_away(row: Distribution) -> None:
    ParcelReader.objects.filter(distribution=row).delete()
    Parcel.objects.filter(distribution=row).delete()


@transaction.atomic
def start_preparing(*, distribution: Distribution, by) -> Job:
    """Queue the making of the labels; those made before are made anew. Raises NotNow."""
    row = Distribution.objects.select_for_update(of=("self",)).select_related("job").get(pk=distribution.pk)
    if row.state not in OPEN or (row.job and row.job.is_open):
        raise NotNow
    row.job = jobs.start(kind=KIND, by=by, subject_id=row.pk)
    row.save(update_fields=["job"])
    return row.job


def prepare(run: jobs.Run) -> None:
    """Job: make the parcels in one transaction, so that a killed worker leaves the labels of before."""
    assert run.job.by_id is not None
    assert run.job.subject_id is not None
    by = User.objects.get(pk=run.job.by_id)
    with transaction.atomic():
        row = Distribution.objects.select_for_update().filter(pk=run.job.subject_id).first()
        if row is None or row.state not in OPEN:
            raise jobs.Refused(_("Parcels are on their way already: these labels stay as they are."))
        try:
            people = Audience.from_json(row.audience).people(by)
        except Unknown:
            raise jobs.Refused(_("A part of the audience does not exist any more. Choose the readers again.")) from None
        _throw_away(row)
        rules = rules_of(row)
        found = reach(people, rules)
        parcels = _insert(row, with_reason(people, rules).filter(reason="").values("pk"))
        if parcels > row.in_stock:
            raise jobs.Refused(
                _("%(needed)s copies are needed, but only %(stock)s are in stock.")
                % {"needed": parcels, "stock": row.in_stock}
            )
        row.state, row.left_out, row.prepared_at = State.PREPARED, found.left_out, timezone.now()
        row.labels_printed_at = row.print_job = None
        row.save(update_fields=["state", "left_out", "prepared_at", "labels_printed_at", "print_job"])
        readers = list(ParcelReader.objects.filter(distribution=row).values_list("alumnus", flat=True))
        record_access(
            action=AccessRecord.Action.EXPORT, target="alumni.alumnus", count=len(readers), by=by, people=readers,
            reason=row.title, criteria={"distribution": row.pk, "audience": row.audience},
        )  # fmt: skip
        run.report(done=parcels, total=parcels, counts={"found": len(readers)})


def _insert(row: Distribution, people) -> int:
    """Make parcels and readers; return how many parcels. People are of one address when it is the same but for
    spaces, punctuation and the width of its characters."""
    sql, params = people.query.sql_with_params()
    own = "" if row.one_an_address else " || ' ' || reader.alumnus_id"
    statement = f"""
        WITH reader AS MATERIALIZED (
            SELECT DISTINCT ON (c.alumnus_id) c.alumnus_id, c.id AS contact_id, a.name, c.value AS address, c.postcode,
                lower(regexp_replace(normalize(c.value, NFKC), %s, '', 'g')) AS place
            FROM alumni_contactpoint AS c JOIN alumni_alumnus AS a ON a.id = c.alumnus_id
            WHERE c.kind = 'address' AND c.value <> '' AND c.state = ANY(%s) AND c.alumnus_id IN ({sql})
            ORDER BY c.alumnus_id, c.state = 'verified' DESC, c.id DESC
        ), household AS (
            SELECT reader.place{own} AS key, min(reader.alumnus_id) AS first_reader,
                min(postcode) FILTER (WHERE postcode <> '') AS postcode,
                (array_agg(address ORDER BY contact_id DESC))[1] AS address,
                left(array_to_string((array_agg(name ORDER BY reader.alumnus_id))[1:5], '、'), 180)
                    || CASE WHEN count(*) > 5 THEN '等' || count(*) || '位' ELSE '' END AS names
            FROM reader GROUP BY 1
        ), numbered AS (
            SELECT *, row_number() OVER (ORDER BY postcode IS NULL, postcode, address, first_reader) AS number
            FROM household
        ), parcel AS (
            INSERT INTO publications_parcel
                (distribution_id, number, code, postcode, address, names, state, carrier, tracking_no, reason)
            SELECT %s, number, %s || lpad(number::text, 6, '0'), coalesce(postcode, ''), address, names,
                'ready', '', '', ''
            FROM numbered ORDER BY number RETURNING id, number
        )
        INSERT INTO publications_parcelreader (parcel_id, distribution_id, alumnus_id, contact_id, made_bad)
        SELECT parcel.id, %s, reader.alumnus_id, reader.contact_id, false
        FROM reader JOIN numbered ON numbered.key = reader.place{own} JOIN parcel USING (number)
    """  # noqa: S608 - the pieces are the program's own and the ORM's
    with connection.cursor() as cursor:
        cursor.execute(statement, [BETWEEN, ContactPoint.USABLE, *params, row.pk, prefix(row.pk), row.pk])
    return row.parcels.count()


def prefix(distribution_id: int) -> str:
    """The first signs of each code of a distribution: its number in as few signs as can be, and a dash."""
    signs = ""
    while distribution_id:
        distribution_id, at = divmod(distribution_id, len(ALPHABET))
        signs = ALPHABET[at] + signs
    return f"{signs}-"

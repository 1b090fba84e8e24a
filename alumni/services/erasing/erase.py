"""One person's erasure, from the first file to the last word in the access log."""

from pathlib import PurePosixPath

import pghistory
from django.core.files.storage import default_storage
from django.db import models, transaction

from alumni import hooks
from alumni.models import Alumnus, Erasure, Evidence, Merge, Profile
from alumni.privacy import TABLES, Erase
from alumni_office.accounts.closing import close_account, is_colleague
from alumni_office.accounts.models import User
from alumni_office.history.models import AccessRecord
from alumni_office.history.services import record_access
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job
from alumni_office.mail.models import Message

from . import rosters, rows, words
from .log import write_log
from .traces import Traces, cluster, traces_of

KIND = "alumni.erasure"
LAST_MAIL = "alumni.rights"  # says that it is done, and is emptied when it is sent


def start_erasure(*, person_id: int, by) -> Job:
    """Queue the erasure of a person; one that is queued or running already is returned."""
    open_states = [Job.State.QUEUED, Job.State.RUNNING]
    standing = Job.objects.filter(kind=KIND, subject_id=person_id, state__in=open_states).first()
    return standing or jobs.start(kind=KIND, by=by, subject_id=person_id)


def erase_in_background(run: jobs.Run) -> None:
    assert run.job.by_id is not None
    assert run.job.subject_id is not None
    erase_person(person_id=run.job.subject_id, by=User.objects.get(pk=run.job.by_id), report=run.report)


def erase_person(*, person_id: int, by: User | None, report=lambda **progress: None) -> bool:
    """Make the person unrecoverable; return whether this call did. Beginning anew after a crash goes on from what
    is left: files first, then one transaction with all rows, then the list outside the database."""
    if not Alumnus.objects.filter(pk=person_id).exists():
        write_log()
        return False
    traces = traces_of(person_id)
    report(done=0, total=3)
    _clean_files(traces)
    report(done=1, total=3)
    with transaction.atomic(), pghistory.context(erased=person_id):
        _erase_rows(traces, by)
    report(done=2, total=3)
    if rosters.rows_of(traces):  # a check that was at work meanwhile had not heard of it
        rosters.clean_files(traces)
        with transaction.atomic():
            rosters.clear_rows(traces)
    write_log()
    report(done=3, total=3)
    return True


def _clean_files(traces: Traces) -> None:
    rosters.clean_files(traces)
    words.delete_exports(traces.words)
    names = [str(profile.photo.name) for profile in Profile.objects.filter(alumnus__in=traces.records) if profile.photo]
    of_person = models.Q(verification__alumnus__in=traces.records) | models.Q(verification__user=traces.account)
    names += [str(evidence.file.name) for evidence in Evidence.objects.filter(of_person) if evidence.file]
    names += _photos_in_journals(traces)
    for name in names:
        default_storage.delete(name)
        folder = PurePosixPath(name).parent
        if len(folder.parts) > 1:
            default_storage.delete(str(folder))


def _photos_in_journals(traces: Traces) -> list[str]:
    """Portraits of records that were merged away: only the journal of the merge still names them."""
    found = []
    of_person = models.Q(kept__in=traces.records) | models.Q(dropped__in=traces.records)
    for journal in Merge.objects.filter(of_person).values_list("journal", flat=True):
        found += [entry["row"].get("photo") for entry in journal.get("folded", []) if entry.get("row")]
        changed = [entry for entry in journal.get("changed", []) if entry.get("field") == "photo"]
        found += [entry[side] for entry in changed for side in ("before", "after")]
    return [str(name) for name in found if name]


def _erase_rows(traces: Traces, by: User | None) -> None:
    people = list(Alumnus.objects.select_for_update().filter(pk__in=traces.records).order_by("pk"))
    if not people:
        return  # another worker was faster
    account = traces.account if traces.account and not is_colleague(traces.account) else None
    claims = rows.claims_of(traces)
    for person in people:
        hashes = sorted(traces.hashes) if person.merged_into_id is None else []
        Erasure.objects.create(alumnus_id=person.pk, account_id=account.pk if account else None, hashes=hashes, by=by)
        for owner in hooks.owners.values():
            owner.erase(person)
    rosters.clear_rows(traces)
    rows.close_requests(traces, by)
    _delete_record(traces)
    rows.forget_terms(traces)
    words.clear_jobs(traces.words)
    words.clear_titles(traces.words)
    if account:
        close_account(user=account)
    for pk in traces.records:
        rows.forget_history(pk, claims, traces.words)
    if by is not None:
        record_access(
            action=AccessRecord.Action.ERASE, target=Alumnus._meta.label_lower, target_id=traces.records[0],
            count=len(people), by=by,
        )  # fmt: skip


def _delete_record(traces: Traces) -> None:
    for table in TABLES.values():
        if table.erase is Erase.DELETE and table.person and table.label != Alumnus._meta.label:
            rows.delete_rows(table, traces)
    mails = Message.objects.filter(to__in=[value for kind, value in traces.contacts if kind == "email"])
    mails.exclude(purpose=LAST_MAIL, person_id__isnull=True).delete()
    # Letters of the person to others that have not gone out yet.
    _letters(traces).delete()
    Alumnus.objects.filter(pk__in=traces.records).update(merged_into=None, user=None)
    Alumnus.objects.filter(pk__in=traces.records)._raw_delete(using="default")


def _letters(traces: Traces):
    names = models.Q()
    for name in Alumnus.objects.filter(pk__in=traces.records).values_list("name", flat=True):
        names |= models.Q(text__contains=name) | models.Q(subject__contains=name)
    waiting = Message.objects.filter(purpose="alumni.personal_message").exclude(text="")
    return waiting.filter(names) if names else waiting.none()


def forecast(person_id: int) -> list[tuple[str, int]]:
    """(what, how many) of what an erasure would take away, the most first; nothing is changed."""
    traces = Traces(cluster(person_id), User.objects.filter(alumnus__in=cluster(person_id)).first())
    found = []
    for table in TABLES.values():
        if table.person and table.label not in rows.SILENT:
            model = rows.model_of(table)
            count = rows.rows_of(table, traces).count()
            if count:
                found.append((str(model._meta.verbose_name_plural), count))
    return sorted(found, key=lambda line: -line[1])

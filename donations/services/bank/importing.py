"""A bank's file becomes lines, each once. The job may die anywhere: what it wrote stands, and it begins again."""

import hashlib
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.intake import limits
from alumni.services.rosters.files import kept_name, local_path
from alumni_office.jobs import services as jobs
from alumni_office.names import fold
from donations.intake import bank_columns, bank_rows
from donations.models import BankAccount, BankLine, BankMapping, BankStatement
from donations.services import codes
from donations.services.refusals import Refused

from . import proposing

KIND = "bank_statement"
BATCH = 1_000
State = BankStatement.State


class SameFile(Exception):
    """This very file is here already; `statement` is what became of it."""

    def __init__(self, statement: BankStatement):
        super().__init__(_("This file was uploaded already: here is what became of it."))
        self.statement = statement


def upload_statement(*, account: BankAccount, file, key: UUID, by) -> BankStatement:
    """Keep a bank's file; where its columns are known, queue its reading, else it waits for them. Raises Refused,
    SameFile."""
    if known := BankStatement.objects.filter(key=key).first():
        return known
    if file.size > limits.MAX_BYTES:
        raise Refused(_("This file is larger than %(limit)s MB. Split it and upload the parts.")
                      % {"limit": limits.MAX_BYTES // 1024 // 1024}, field="file")  # fmt: skip
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    same = BankStatement.objects.filter(account=account, sha256=sha256).exclude(state=State.REFUSED)
    if (earlier := same.first()) and not _give_up_lost(earlier):
        raise SameFile(earlier)
    statement = BankStatement(
        account=account, filename=file.name[-200:], sha256=sha256, uploaded_by=by, key=key, state=State.COLUMNS
    )
    statement.file.save(kept_name(file.name), file, save=False)
    try:
        return _keep(statement, by)
    except IntegrityError:
        statement.file.delete(save=False)
        raise SameFile(same.get()) from None
    except bank_rows.Refused as refusal:
        statement.file.delete(save=False)
        raise Refused(str(refusal), field="file") from None


def _keep(statement: BankStatement, by) -> BankStatement:
    head = head_of(statement)
    known = BankMapping.objects.filter(account=statement.account, header=bank_columns.digest(head.titles)).first()
    with transaction.atomic():
        statement.save()
        if known:
            start_reading(statement=statement, columns=known.columns, by=by)
    return statement


def head_of(statement: BankStatement) -> bank_rows.Head:
    """Raises bank_rows.Refused."""
    try:
        with local_path(statement.file) as path:
            return bank_rows.head_of(path, statement.filename)
    except (FileNotFoundError, ValueError) as error:
        raise bank_rows.Refused(_("The file is not here any more. Upload it again.")) from error


def columns_to_say(statement: BankStatement) -> bank_rows.Head | None:
    """The titles that wait for their meaning; None where the file was lost."""
    try:
        return head_of(statement)
    except bank_rows.Refused:
        return None


def _give_up_lost(statement: BankStatement) -> bool:
    """Of a file that was lost nothing can be said any more: it does not stand in the way of the same file again."""
    if statement.state != State.COLUMNS or columns_to_say(statement):
        return False
    waiting = BankStatement.objects.filter(pk=statement.pk, state=State.COLUMNS)
    return bool(waiting.update(state=State.REFUSED, refusal=_("The file is not here any more. Upload it again.")))


def choose_columns(*, statement: BankStatement, columns: dict[str, int], by) -> BankStatement:
    """Say what the columns mean, for this file and for all with the same titles from this account. Raises Refused."""
    if not bank_columns.is_enough(columns):
        raise Refused(_("Choose the columns of date, reference, payer, and either what came in or the amount."))
    if len(set(columns.values())) < len(columns):
        raise Refused(_("Two of these are the same column."))
    try:
        header = bank_columns.digest(head_of(statement).titles)
    except bank_rows.Refused as refusal:
        raise Refused(str(refusal)) from None
    with transaction.atomic():
        start_reading(statement=statement, columns=columns, by=by)
        BankMapping.objects.update_or_create(
            account=statement.account, header=header, defaults={"columns": columns, "chosen_by": by}
        )
    return statement


def start_reading(*, statement: BankStatement, columns: dict[str, int], by) -> None:
    waiting = BankStatement.objects.select_for_update().filter(pk=statement.pk, state=State.COLUMNS)
    if not waiting.exists():
        raise Refused(_("This file is being read, or was read already."))
    statement.job = jobs.start(kind=KIND, by=by, subject_id=statement.pk)
    statement.state, statement.columns = State.READING, columns
    statement.save(update_fields=["job", "state", "columns"])


def read_statement(run: jobs.Run) -> None:
    """The job: read to the end, then write, then look what each line may be. Raises jobs.Refused."""
    statement = BankStatement.objects.select_related("account").get(pk=run.job.subject_id or 0)
    if statement.state == State.READING:
        try:
            found, debits = _read(statement)
            _insist_same(statement, found)
        except bank_rows.Refused as refusal:
            said = str(refusal)[:300]
            BankStatement.objects.filter(pk=statement.pk).update(state=State.REFUSED, refusal=said)
        else:
            _take(statement, found, debits, run)
        statement.refresh_from_db()
    _finish(statement, run)


def _take(statement: BankStatement, found, debits: int, run: jobs.Run) -> None:
    run.report(done=0, total=len(found))
    for start in range(0, len(found), BATCH):
        _write(statement, found[start : start + BATCH])
        run.report(done=min(start + BATCH, len(found)))
    with transaction.atomic():
        proposing.propose(statement_id=statement.pk)
        new = statement.lines.count()
        BankStatement.objects.filter(pk=statement.pk, state=State.READING).update(
            state=State.READ, new=new, known=len(found) - new, debits=debits
        )


def _finish(statement: BankStatement, run: jobs.Run) -> None:
    """What is left once the state is said: also of a job that died just then. Raises jobs.Refused."""
    _forget_file(statement)
    if statement.state == State.REFUSED:
        raise jobs.Refused(statement.refusal)
    run.report(counts={"created": statement.new, "unchanged": statement.known})


def _read(statement: BankStatement):
    head = head_of(statement)
    try:
        with local_path(statement.file) as path:
            return bank_rows.read(
                path, statement.filename, statement.columns, bank_columns.digest(head.titles), timezone.localdate()
            )
    except (FileNotFoundError, ValueError) as error:
        raise bank_rows.Refused(_("The file is not here any more. Upload it again.")) from error


def _insist_same(statement: BankStatement, found) -> None:
    """A reference that stands for another payment already is no reference. Raises bank_rows.Refused."""
    lines = BankLine.objects.filter(account=statement.account, reference__in=[row.reference for row in found])
    known = {line.reference: line for line in lines.only("reference", "amount", "booked_on")}
    for row in found:
        line = known.get(row.reference)
        if line and (line.amount, line.booked_on) != (row.amount, row.booked_on):
            raise bank_rows.Refused(
                _("Line %(number)d: the reference %(reference)s is that of another payment on record. Is it the right "
                  "column? Nothing was taken from this file.") % {"number": row.row, "reference": row.reference}
            )  # fmt: skip


def _write(statement: BankStatement, rows) -> None:
    BankLine.objects.bulk_create(
        (
            BankLine(
                statement=statement, account=statement.account, row=row.row, booked_on=row.booked_on, amount=row.amount,
                payer=row.payer, payer_account=row.payer_account, memo=row.memo, reference=row.reference,
                codes=codes.found_in(row.memo)[:10], payer_key=fold(row.payer)[:120], entered_by=statement.uploaded_by,
                key=uuid4(),
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _forget_file(statement: BankStatement) -> None:
    """What it said of people stands in the lines; nobody needs it twice."""
    if not statement.file:
        return
    statement.file.delete(save=False)
    BankStatement.objects.filter(pk=statement.pk).update(file="")

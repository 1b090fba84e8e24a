import json
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from alumni.models import Alumnus, College, Roster
from alumni.queries.rosters.reasons import sentence
from alumni.services import rosters
from alumni.services.rosters.colleges import Directory
from alumni_office.accounts.models import User
from alumni_office.jobs import services as jobs
from alumni_office.jobs.models import Job

PREVIEW = ("status", "outcome", "alumnus_id", "sheet", "number", "reasons", "fields")


class NotWritten(Exception):
    """Takes a trial back."""


class Command(BaseCommand):
    help = "Read rosters as the wizard does; import them with --apply, take one back with --undo."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument("--college", default="", help="the college of rows that name none")
        parser.add_argument("--apply", action="store_true", help="write; without it nothing is written at all")
        parser.add_argument("--undo", type=int, metavar="ID", help="take back the import with this number")
        parser.add_argument("--as", dest="email", default="", help="e-mail of the user who imports")
        parser.add_argument("--json", action="store_true", help="one JSON object a line for each row")

    def handle(self, *, files, college, apply, undo, email, **options):
        self.as_json = options["json"]
        with translation.override(translation.get_language() or "zh-hans"):
            if undo is not None:
                self.undo(undo, self.user(email))
            elif apply:
                self.read(files, college, self.user(email), verb="did")
            elif files:
                self.try_out(files, college, email)
            else:
                raise CommandError(_("Name the files to read."))

    def try_out(self, files, college, email):
        """Do everything, then take it back: so that the second file sees what the first would do."""
        try:
            with transaction.atomic():
                self.read(files, college, self.user(email), verb="would")
                raise NotWritten
        except NotWritten:
            pass

    def read(self, files, college, user, *, verb):
        home = self.college(college)
        paths = [Path(name) for name in files]
        for path in paths:
            if not path.is_file():
                raise CommandError(_("There is no file %(name)s.") % {"name": path})
        self.known = Alumnus.objects.aggregate(last=Max("pk"))["last"] or 0
        for path in paths:
            # The preview of the last file tells all; earlier ones must be there for the later.
            self.one(path, home, user, verb, imports=verb == "did" or path is not paths[-1])

    def one(self, path, college, user, verb, *, imports):
        try:
            with path.open("rb") as file:
                roster = rosters.upload_roster(
                    file=File(file, name=path.name), filename=path.name, college=college, by=user, again=True
                )
        except rosters.TooLarge as refusal:
            self.refuse(path.name, str(refusal))
            return
        except rosters.OutOfReach:
            raise CommandError(_("This user may not import rosters for this college.")) from None
        try:
            self.work(roster.job_id)
            roster.refresh_from_db()
            if roster.state == Roster.State.REFUSED:
                self.refuse(path.name, rosters.refusal_of(roster))
                return
            if imports:
                self.work(rosters.start_import(roster=roster, by=user).pk)
            self.tell(roster, verb)
        finally:
            if verb == "would":
                roster.file.delete(save=False)

    def work(self, job_id):
        jobs.run(job_id=job_id)
        job = Job.objects.get(pk=job_id)
        if job.state != Job.State.DONE:
            raise CommandError(job.error or job.get_state_display())

    def tell(self, roster, verb):
        for row in roster.rows.exclude(outcome="").order_by("pk").values(*PREVIEW).iterator(chunk_size=1000):
            self.say(
                {
                    "file": roster.filename,
                    "sheet": row["sheet"] or None,
                    "row": row["number"],
                    "status": row["status"],
                    "reason": " ".join(sentence(reason) for reason in row["reasons"]) or None,
                    "fields": row["fields"],
                    verb: row["outcome"],
                    "person": row["alumnus_id"] if verb == "did" or (row["alumnus_id"] or 0) <= self.known else None,
                    "roster": roster.pk if verb == "did" else None,
                }
            )

    def refuse(self, filename, reason):
        self.say({"file": filename, "sheet": None, "row": None, "status": "refuse", "reason": reason})

    def say(self, line):
        if self.as_json:
            self.stdout.write(json.dumps(line, ensure_ascii=False))
        else:
            where = " ".join(str(part) for part in (line["file"], line["sheet"], line["row"]) if part)
            did = line.get("did") or line.get("would") or line["status"]
            self.stdout.write(
                f"{where}: {did} {line.get('fields', {}).get('name', '')} {line['reason'] or ''}".rstrip()
            )

    def undo(self, pk, user):
        roster = Roster.objects.visible_to(user).filter(pk=pk).first()
        if roster is None:
            raise CommandError(_("There is no import number %(number)s.") % {"number": pk})
        try:
            job = rosters.start_undo(roster=roster, by=user)
        except rosters.NotNow:
            raise CommandError(_("This import cannot be undone now.")) from None
        self.work(job.pk)
        job.refresh_from_db()
        self.stdout.write(json.dumps({"roster": pk, "undone": job.done, "kept": job.counts.get("kept", 0)}))

    def college(self, name):
        if not name:
            return None
        found = College.objects.filter(name=name).order_by("closed_on", "pk").first()
        found = found or College.objects.filter(pk=Directory().college(name)).first()  # 数学系 for 数学学院
        if found is None:
            raise CommandError(_("There is no college “%(name)s”.") % {"name": name})
        return found

    def user(self, email):
        """Who imports: the named user, or the system's own, who cannot sign in."""
        if email:
            user = User.objects.filter(email=email.lower(), is_active=True).first()
            if user is None:
                raise CommandError(_("There is no user %(email)s.") % {"email": email})
            return user
        known = User.objects.filter(email="shell@localhost").first()
        return known or User.objects.create_superuser("shell@localhost", None, name="manage.py")

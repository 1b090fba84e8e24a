"""Earlier rows of the same file, as the people that they would create: for the preview."""

from alumni.models import RosterRow

from . import plan
from .record import record_of


class Earlier:
    """Keeps a few numbers for each row; the rows themselves are read again when a name comes back."""

    def __init__(self, *, directory, near):
        self.directory = directory
        self.near = near
        self.creators: dict[int, list[int]] = {}  # hash of a name: rows that create someone of that name
        self.followers: dict[int, list[int]] = {}  # row that creates: rows that change its person
        self.touched: set[int] = set()

    def note(self, lines) -> None:
        for line in lines:
            if line.person is None:
                continue
            if line.person.is_new and line.person.row == line.id:
                self.creators.setdefault(hash(line.record.name), []).append(line.id)
            elif line.person.is_new:
                self.followers.setdefault(line.person.row, []).append(line.id)
            else:
                self.touched.add(line.person.pk)

    def people(self, names) -> dict[str, list]:
        rows = {row for name in names for row in self.creators.get(hash(name), ())}
        if not rows:
            return {}
        followers = {follower for row in rows for follower in self.followers.get(row, ())}
        said = dict(RosterRow.objects.filter(pk__in=rows | followers).values_list("pk", "fields"))
        found: dict[str, list] = {}
        for row in sorted(rows):
            person, _ = plan.create(self._record(said[row]))
            person.row = row
            for follower in self.followers.get(row, ()):
                plan.update(person, self._record(said[follower]), self.directory, overwrite=False)
            found.setdefault(person.values["name"], []).append(person)
        return found

    def _record(self, fields):
        return record_of(fields, self.directory, near=self.near)

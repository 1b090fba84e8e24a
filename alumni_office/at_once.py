"""Many operations of a migration as one, so that a database is made in seconds.

Django draws the models anew after each operation, with all that are related, and here nearly all are related: made one
by one, the tables cost two minutes. What stands in `AtOnce` is brought into the state as a whole, which is drawn once,
and then done in the database. What `makemigrations` writes may be put into it as it is:

    operations = [AtOnce([migrations.CreateModel(...), migrations.AddField(...), AddTrigger(...)])]

Each operation meets the models as they are after all of them. So a model that is made here is made whole, with what the
other operations say of it, and models may refer to each other in any order: PostgreSQL is told of foreign keys when the
migration ends. Of a model that was there before, no part is touched twice. What does other things (RunPython, RunSQL,
renaming) stands outside.
"""

from functools import cached_property

from django.db.migrations import operations as kinds
from django.db.migrations.operations.base import Operation, OperationCategory
from pgtrigger.migrations import AddTrigger, RemoveTrigger

KINDS = (
    kinds.CreateModel, kinds.AlterModelOptions, kinds.AddField, kinds.AlterField, kinds.AddIndex, kinds.RemoveIndex,
    kinds.AddConstraint, kinds.RemoveConstraint, AddTrigger, RemoveTrigger,
)  # fmt: skip


class AtOnce(Operation):
    category = OperationCategory.MIXED
    serialization_expand_args = ["operations"]

    def __init__(self, operations: list[Operation]):
        self.operations = operations
        if strangers := [each.describe() for each in operations if not isinstance(each, KINDS)]:
            raise TypeError(f"AtOnce cannot do this: {', '.join(strangers)}")

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn anew when it is next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self._in_the_database:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self._in_the_database):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    @cached_property
    def _in_the_database(self):
        """Without what is said of a model that is made here: it is made as it is in the end."""
        made = {each.name_lower for each in self.operations if isinstance(each, kinds.CreateModel)}
        return [each for each in self.operations if getattr(each, "model_name_lower", None) not in made]

    def describe(self):
        return f"{len(self.operations)} operations at once"

    @property
    def migration_name_fragment(self):
        names = [each.migration_name_fragment for each in self.operations]
        return "_".join(names[:2])

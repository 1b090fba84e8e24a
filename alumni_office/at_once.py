"""Many operations of a migration as one.

Django draws the related models anew after each operation on one of them, and here nearly all are related: two hundred
tables, made one by one, cost two minutes. What stands in `AtOnce` is first brought into the state as a whole, so that
its models are drawn once, and then done in the database.

So each operation meets the models as they are after all of them. That is right for tables that are made, with their
constraints, indexes and triggers; tables may refer to each other in any order, because PostgreSQL is told of foreign
keys at the end of a migration. Whatever needs the state between two operations (an altered field, RunPython) stands
outside.
"""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class AtOnce(Operation):
    serialization_expand_args = ["operations"]

    def __init__(self, operations: list[CreateModel]):
        self.operations = operations
        if strangers := [each for each in operations if not isinstance(each, CreateModel)]:
            raise TypeError(f"AtOnce makes tables, and was given: {strangers}")

    def deconstruct(self):
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # drawn anew when it is next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models at once"

    @property
    def migration_name_fragment(self):
        return "at_once"

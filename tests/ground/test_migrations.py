"""The migrations that were cut anew, and AtOnce, which makes the tables of an app together."""

import pytest
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger import Before, Insert, Trigger
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from alumni.apps import name_closed_terms
from alumni_office.at_once import AtOnce
from alumni_office.checks import check_migrations

pytestmark = pytest.mark.django_db
OURS = ["accounts", "alumni", "chapters", "donations", "events", "history", "jobs", "mail", "names", "publications"]


@pytest.fixture
def recorded():
    return MigrationRecorder(connection).migration_qs.filter(app__in=OURS)


def cut_anew():
    loader = MigrationExecutor(connection).loader
    return {key: each for key, each in loader.disk_migrations.items() if key[0] in OURS and each.replaces}


def test_a_database_at_the_leaves_before_the_cut_is_left_as_it_is(recorded):
    """It has the replaced names on record and none of the new: nothing is to be done but to write these down."""
    new = cut_anew()
    assert len(new) == 9
    for app, name in new:
        recorded.filter(app=app, name=name).delete()
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    assert executor.migration_plan(leaves) == []
    executor.migrate(leaves)
    assert set(new) <= set(recorded.values_list("app", "name"))


def test_a_database_on_the_way_to_those_leaves_is_refused(recorded):
    assert check_migrations(None, databases=["default"]) == []
    recorded.filter(app="events", name__in=["0092_leaving", "0093_interviews", "0001_squashed_0093"]).delete()
    (found,) = check_migrations(None, databases=["default"])
    assert found.id == "office.E004"
    assert "events.0001_squashed_0093" in found.msg
    assert "[('events', '0092_leaving'), ('events', '0093_interviews')]" in found.msg


def test_an_empty_database_is_not_refused(recorded):
    recorded.delete()
    assert check_migrations(None, databases=["default"]) == []


def test_no_model_is_drawn_anew_for_each_operation(monkeypatch):
    """An empty database is made in seconds because a migration that was cut anew draws nothing while it is read."""
    drawn = []
    render = ModelState.render
    monkeypatch.setattr(ModelState, "render", lambda self, apps: drawn.append(self.name) or render(self, apps))
    executor, new = MigrationExecutor(connection), cut_anew()
    state = ProjectState(real_apps=executor.loader.unmigrated_apps)
    seen = []
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True):
        key = (migration.app_label, migration.name)
        if key in new:
            state.apps  # noqa: B018 - as it is when migrations run
            drawn.clear()
            state = migration.mutate_state(state, preserve=False)
            seen.append((key, len(drawn)))
        else:
            state.__dict__.pop("apps", None)
            state = migration.mutate_state(state, preserve=False)
    assert sorted(seen) == [(key, 0) for key in sorted(new)]


def test_migrations_that_were_taken_back_leave_no_terms_to_name(django_assert_num_queries):
    with django_assert_num_queries(0):
        name_closed_terms(apps=ProjectState().apps)


# Two models that refer to each other, in a state of their own.


def make(*operations, state=None, forwards=True):
    """Do it in the database; returns the operation and the states before and after."""
    before = state or ProjectState()
    before.apps  # noqa: B018 - drawn, as it is when migrations run
    after = before.clone()
    at_once = AtOnce(list(operations))
    at_once.state_forwards("garden", after)
    with connection.schema_editor(atomic=False) as editor:
        at_once.database_forwards("garden", editor, before, after)
    return at_once, before, after


def take_back(at_once, before, after):
    with connection.schema_editor(atomic=False) as editor:
        at_once.database_backwards("garden", editor, after, before)


def bed():
    return migrations.CreateModel(
        "Bed",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("best", models.ForeignKey("garden.Plant", models.PROTECT, null=True, related_name="+")),
        ],
    )


def plant():
    return migrations.CreateModel(
        "Plant",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.TextField()),
            ("bed", models.ForeignKey("garden.Bed", models.PROTECT)),
        ],
    )


def refuse(name):
    trigger = Trigger(name=name, when=Before, operation=Insert, func="RAISE EXCEPTION 'no';")
    meta = {"__module__": "garden", "Meta": type("Meta", (), {"app_label": "garden", "apps": ProjectState().apps})}
    return trigger.compile(type("Plant", (models.Model,), meta))


def what_is_there(table):
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return None
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        keys = connection.introspection.get_constraints(cursor, table)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass", [table])
        triggers = cursor.fetchone()[0]
    foreign = {each["foreign_key"] for each in keys.values() if each["foreign_key"]}
    named = {name for name in keys if name.startswith("garden_named")}
    return columns, foreign, named, triggers


def test_models_that_refer_to_each_other_are_made_and_taken_back_with_all_that_is_said_of_them():
    color = migrations.AddField("Plant", "color", models.TextField(default=""))
    named = models.CheckConstraint(condition=~models.Q(name=""), name="garden_named_somehow")
    index = models.Index(fields=["name", "color"], name="garden_named_color")
    done = make(
        bed(), plant(), color, migrations.AddConstraint("plant", named), migrations.AddIndex("plant", index),
        AddTrigger("plant", refuse("no_plants")),
    )  # fmt: skip
    assert what_is_there("garden_bed") == (["id", "best_id"], {("garden_plant", "id")}, set(), 0)
    names = {"garden_named_somehow", "garden_named_color"}
    columns = ["id", "name", "bed_id", "color"]
    assert what_is_there("garden_plant") == (columns, {("garden_bed", "id")}, names, 1)
    take_back(*done)
    assert (what_is_there("garden_bed"), what_is_there("garden_plant")) == (None, None)


def test_models_that_were_there_are_altered_and_taken_back():
    _, _, state = make(bed(), plant())
    first = [AddTrigger("plant", refuse("no_plants"))]
    _, _, state = make(*first, state=state)
    named = models.CheckConstraint(condition=~models.Q(color=""), name="garden_named_color")
    done = make(
        RemoveTrigger("plant", "no_plants"),
        migrations.AddField("plant", "color", models.TextField(default="")),
        migrations.AlterField("plant", "name", models.CharField(max_length=9)),
        migrations.AddConstraint("plant", named),
        state=state,
    )
    made = (["id", "name", "bed_id", "color"], {("garden_bed", "id")}, {"garden_named_color"}, 0)
    assert what_is_there("garden_plant") == made
    take_back(*done)
    assert what_is_there("garden_plant") == (["id", "name", "bed_id"], {("garden_bed", "id")}, set(), 1)


def test_what_needs_the_state_between_two_operations_is_refused():
    with pytest.raises(TypeError, match="Creates extension btree_gist"):
        AtOnce([bed(), BtreeGistExtension()])

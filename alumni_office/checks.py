"""What a start should notice about its surroundings."""

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class ChecksConfig(AppConfig):
    name = "alumni_office"
    label = "wiring"

    def ready(self):
        checks.register(check_database, checks.Tags.database)
        checks.register(check_migrations, checks.Tags.database)
        checks.register(check_university, deploy=True)


def check_database(app_configs, databases=None, **kwargs):
    found = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.pg_version < 150000:
            found.append(checks.Error("PostgreSQL 15 or later is needed.", id="office.E001"))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_encoding_to_char(encoding), '山' ~ '[[:alpha:]]' FROM pg_database "
                "WHERE datname = current_database()"
            )
            encoding, knows_chinese = cursor.fetchone()
        if encoding != "UTF8":
            found.append(checks.Error(f"The database is encoded in {encoding}; UTF8 is needed.", id="office.E002"))
        if not knows_chinese:
            hint = "Create the database with LC_CTYPE 'C.UTF-8' (docs/operations.md)."
            found.append(checks.Error("The database's character type knows no Chinese.", hint=hint, id="office.E003"))
    return found


def check_migrations(app_configs, databases=None, **kwargs):
    """Django would leave an app alone whose database stands amid what one migration replaces now, and say nothing."""
    found = []
    replacing = [(*key, each) for key, each in MigrationLoader(None).disk_migrations.items() if each.replaces]
    for alias in databases or []:
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        for app, name, migration in replacing:
            missing = [one for one in migration.replaces if one not in applied]
            if (app, name) not in applied and 0 < len(missing) < len(migration.replaces):
                words = f"{app}.{name} stands for migrations of which some were made and some not: {missing}."
                hint = "Migrate to the end with the release that made the database, then with this one."
                found.append(checks.Error(words, hint=hint, id="office.E004"))
    return found


def check_university(app_configs, **kwargs):
    missing = [name for name in ("UNIVERSITY_NAME", "UNIVERSITY_NAME_EN") if not getattr(settings, name)]
    return [
        checks.Warning(f"{name} is not set.", hint="It stands on every page.", id="office.W001") for name in missing
    ]

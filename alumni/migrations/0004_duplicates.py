from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """The queue of people to be looked at for duplicates, filled by the database."""

    dependencies = [("alumni", "0003_rosters")]
    operations = [
        migrations.DeleteModel(name="DuplicateCheck"),
        migrations.CreateModel(
            name="DuplicateCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("attempts", models.PositiveSmallIntegerField(db_default=0)),
                ("queued_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"verbose_name": "duplicate check", "verbose_name_plural": "duplicate checks"},
        ),
        migrations.RunSQL(
            (SQL / "duplicates.sql").read_text(encoding="utf-8"),
            (SQL / "duplicates_drop.sql").read_text(encoding="utf-8"),
        ),
    ]

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Seats are counted once a statement, so that an event of twenty thousand is cancelled in seconds."""

    dependencies = [("events", "0080_programmes")]

    operations = [
        migrations.RunSQL(
            (SQL / "seats_by_statement.sql").read_text(encoding="utf-8"),
            (SQL / "seats_by_row.sql").read_text(encoding="utf-8"),
        )
    ]

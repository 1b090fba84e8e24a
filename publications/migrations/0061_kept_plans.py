from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    """The functions of sending as they are now, for databases that have earlier ones."""

    dependencies = [("publications", "0060_counting")]

    operations = [
        migrations.RunSQL((SQL / "sending.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

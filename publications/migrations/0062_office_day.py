from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    """Which day it is in the office, said once; for databases that have the earlier functions."""

    dependencies = [("publications", "0061_kept_plans")]

    operations = [
        migrations.RunSQL((SQL / "limits.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

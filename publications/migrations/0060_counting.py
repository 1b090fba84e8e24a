from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


class Migration(migrations.Migration):
    """By what large audiences are counted."""

    dependencies = [("publications", "0050_faster_steps"), ("alumni", "0065_liaisons")]

    operations = [
        migrations.RunSQL(
            (SQL / "counting.sql").read_text(encoding="utf-8"), (SQL / "counting_drop.sql").read_text(encoding="utf-8")
        ),
    ]

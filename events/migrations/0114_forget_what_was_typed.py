from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0001_squashed_0093")]

    operations = [
        migrations.RunSQL(
            (SQL / "forgetting.sql").read_text(encoding="utf-8"), (SQL / "forgetting_drop.sql").read_text(encoding="utf-8")
        )
    ]

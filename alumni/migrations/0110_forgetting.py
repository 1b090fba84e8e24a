from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """What an erasure does in histories and in the access log, in parts that other apps call from functions of theirs."""

    dependencies = [("alumni", "0001_squashed_0071")]

    operations = [
        migrations.RunSQL((SQL / "forgetting.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

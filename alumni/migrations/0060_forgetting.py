from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """An erasure takes away earlier versions of rows that name the person as the applicant, too."""

    dependencies = [("alumni", "0050_home_growth")]
    operations = [
        migrations.RunSQL((SQL / "forgetting.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

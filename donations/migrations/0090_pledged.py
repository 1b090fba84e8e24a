from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Pledges as a filter of the search over alumni."""

    dependencies = [("donations", "0080_gift_sums")]

    operations = [
        migrations.RunSQL((SQL / "pledged.sql").read_text(), (SQL / "pledged_drop.sql").read_text()),
    ]

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """No more is spent of a fund than it has left, whoever posts it."""

    dependencies = [("donations", "0120_contactable")]

    operations = [migrations.RunSQL((SQL / "uses.sql").read_text(), (SQL / "uses_drop.sql").read_text())]

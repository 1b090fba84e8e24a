from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """The share of alumni who gave is figured among those who can be contacted: indexes hold who they are."""

    dependencies = [("donations", "0111_erased_before"), ("alumni", "0001_squashed_0071")]

    operations = [
        migrations.RunSQL((SQL / "contactable.sql").read_text(), (SQL / "contactable_drop.sql").read_text()),
    ]

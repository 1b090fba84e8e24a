from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """The search's tables, functions and triggers."""

    dependencies = [("alumni", "0001_initial"), ("names", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "\n".join((SQL / name).read_text(encoding="utf-8") for name in ("search.sql", "search_terms.sql")),
            (SQL / "search_drop.sql").read_text(encoding="utf-8"),
        ),
    ]

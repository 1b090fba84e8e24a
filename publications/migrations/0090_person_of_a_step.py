from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"


def _sql(name: str) -> str:
    return (SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """A step is told whose letter it begins, and answers by one text."""

    dependencies = [("publications", "0070_steps_in_place")]

    operations = [migrations.RunSQL(_sql("sending.sql"), _sql("sending_before_90.sql"))]

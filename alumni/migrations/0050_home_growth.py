from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
BATCH = 10_000
ADD = """
    UPDATE alumni_searchdoc AS doc
       SET terms = (SELECT array_agg(DISTINCT term ORDER BY term)
                      FROM unnest(doc.terms || added.terms) AS term WHERE term IS NOT NULL)
      FROM (SELECT id, ARRAY[alumni_month(17, entered_at), alumni_month(18, verified_at)] AS terms
              FROM alumni_alumnus WHERE id >= %s AND id < %s) AS added
     WHERE added.id = doc.person_id AND NOT doc.terms @> array_remove(added.terms, NULL)
"""


def add_months(apps, schema_editor):
    """A batch a transaction: the search goes on meanwhile, and a migration that was stopped goes on where it was."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(person_id), 0), coalesce(max(person_id), -1) FROM alumni_searchdoc")
        first, last = cursor.fetchone()
        for start in range(first, last + 1, BATCH):
            cursor.execute(ADD, [start, start + BATCH])


class Migration(migrations.Migration):
    """Two more kinds of term: the month in which a person was entered, and verified. A database made
    by the files of today has them already; there nothing is left to add."""

    atomic = False

    dependencies = [("alumni", "0040_circle_handled")]

    operations = [
        migrations.RunSQL((SQL / "search_terms.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunPython(add_months, migrations.RunPython.noop),
    ]

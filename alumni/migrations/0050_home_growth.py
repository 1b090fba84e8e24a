from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Two more kinds of term: the month in which a person was entered, and verified. A database made
    by the files of today has them already; there the second statement finds nothing to add."""

    dependencies = [("alumni", "0040_circle_handled")]

    operations = [
        migrations.RunSQL((SQL / "search_terms.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(
            """
            UPDATE alumni_searchdoc AS doc
               SET terms = (SELECT array_agg(DISTINCT term ORDER BY term)
                              FROM unnest(doc.terms || added.terms) AS term WHERE term IS NOT NULL)
              FROM (SELECT id, ARRAY[alumni_month(17, entered_at), alumni_month(18, verified_at)] AS terms
                      FROM alumni_alumnus) AS added
             WHERE added.id = doc.person_id AND NOT doc.terms @> array_remove(added.terms, NULL)
            """,
            migrations.RunSQL.noop,
        ),
    ]

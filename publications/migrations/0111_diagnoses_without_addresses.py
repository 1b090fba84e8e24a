from django.db import migrations

QUOTED = r"[^\s<>,;:]+@[^\s<>,;]+"


class Migration(migrations.Migration):
    dependencies = [("publications", "0110_letters_of_people")]

    operations = [
        migrations.RunSQL(
            f"""
            UPDATE publications_bounce SET diagnosis = regexp_replace(diagnosis, '{QUOTED}', '…', 'g')
            WHERE diagnosis LIKE '%@%'
            """,
            migrations.RunSQL.noop,
        )
    ]

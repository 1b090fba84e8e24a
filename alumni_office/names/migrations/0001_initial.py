from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

DATA = Path(__file__).parent.parent / "data"

TABLES = """
CREATE TABLE names_hanzi (
    char text COLLATE "C" PRIMARY KEY,
    simplified text NOT NULL,
    readings text[] NOT NULL
);
CREATE TABLE names_surname (
    id serial PRIMARY KEY,
    surname text COLLATE "C" NOT NULL,
    reading text NOT NULL,
    UNIQUE (surname, reading)
);
"""

FOLD = r"""
-- The same folding as alumni_office.names.fold; immutable so that indexes may use it.
CREATE FUNCTION names_bare(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT CASE WHEN word ~ '^[\u4e00-\u9fff]*$' THEN word ELSE
        regexp_replace(
            replace(replace(replace(replace(
                translate(lower(normalize(word, NFKD)), 'đøłıðħ', 'dolidh'),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
            '[^[:alnum:]\U00020000-\U0003ffff]', '', 'g')
    END
$$;

CREATE FUNCTION names_fold(word text) RETURNS text LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    bare text := names_bare(word);
BEGIN
    IF bare ~ '^[ -~]*$' THEN
        RETURN bare;
    END IF;
    -- Character by character: joined as a set, the whole table would be read where it has no statistics yet.
    RETURN (SELECT coalesce(string_agg(coalesce((SELECT h.simplified FROM names_hanzi h WHERE h.char = c.char COLLATE "C"),
                                                c.char), '' ORDER BY c.n), '')
              FROM string_to_table(bare, NULL) WITH ORDINALITY AS c(char, n));
END $$;
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO names_hanzi (char, simplified, readings) SELECT c, s, string_to_array(r, ' ') "
            "FROM unnest(%s::text[], %s::text[], %s::text[]) AS t(c, s, r)",
            columns("hanzi.tsv"),
        )
        cursor.execute(
            "INSERT INTO names_surname (surname, reading) SELECT * FROM unnest(%s::text[], %s::text[])",
            columns("surnames.tsv"),
        )
        cursor.execute("ANALYZE names_hanzi, names_surname")


def columns(name):
    with (DATA / name).open(encoding="utf-8") as lines:
        return [list(column) for column in zip(*(line.rstrip("\n").split("\t") for line in lines), strict=True)]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(TABLES, "DROP TABLE names_hanzi; DROP TABLE names_surname;"),
        migrations.RunSQL(FOLD, "DROP FUNCTION names_fold(text); DROP FUNCTION names_bare(text);"),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Hanzi",
            fields=[
                ("char", models.CharField(max_length=1, primary_key=True, serialize=False)),
                ("simplified", models.CharField(max_length=1)),
                (
                    "readings",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), size=None),
                ),
            ],
            options={"db_table": "names_hanzi", "managed": False},
        ),
        migrations.CreateModel(
            name="Surname",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("surname", models.CharField(max_length=2)),
                ("reading", models.CharField(help_text="Syllables separated by a space: yu chi", max_length=16)),
            ],
            options={"db_table": "names_surname", "managed": False},
        ),
    ]

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """An erasure reaches earlier versions of rows that name the person through another row."""

    dependencies = [("alumni", "0070_classes_of_a_year")]

    operations = [migrations.RunSQL((SQL / "forgetting.sql").read_text(), migrations.RunSQL.noop)]

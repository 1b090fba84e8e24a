from pathlib import Path

import django.contrib.postgres.indexes
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Requests are decided by a right of their own; the database forgets whoever was erased."""

    dependencies = [("alumni", "0020_mine"), ("history", "0002_members")]
    operations = [
        migrations.AlterModelOptions(
            name="datarequest",
            options={
                "permissions": [("decide_datarequest", "Can decide data requests")],
                "verbose_name": "data request",
                "verbose_name_plural": "data requests",
            },
        ),
        migrations.AddField(model_name="erasure", name="account_id", field=models.BigIntegerField(null=True)),
        migrations.AddIndex(
            model_name="erasure",
            index=django.contrib.postgres.indexes.GinIndex(fields=["hashes"], name="erasure_hashes"),
        ),
        migrations.RunSQL(
            (SQL / "forgetting.sql").read_text(encoding="utf-8"),
            (SQL / "forgetting_drop.sql").read_text(encoding="utf-8"),
        ),
    ]

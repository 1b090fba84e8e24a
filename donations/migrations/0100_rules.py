from pathlib import Path

from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


def text(*names: str) -> str:
    return "\n".join((SQL / f"{name}.sql").read_text() for name in names)


class Migration(migrations.Migration):
    """What the services never write is refused by the database to every other hand."""

    dependencies = [
        ("donations", "0090_pledged"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("ledgercheck", "last_day", models.DateField(null=True)),
        migrations.AddField("ledgercheck", "last_hash", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField(
            "receipt", "own_limit", models.DecimalField(decimal_places=2, editable=False, max_digits=14, null=True)
        ),
        migrations.AddConstraint(
            "batch",
            models.CheckConstraint(
                condition=models.Q(posted_at__isnull=True, posted_by__isnull=True)
                | models.Q(posted_at__isnull=False, posted_by__isnull=False),
                name="batch_posted_by_and_when",
            ),
        ),
        migrations.AddConstraint(
            "receipt",
            models.CheckConstraint(
                condition=models.Q(voided_by__isnull=True)
                | ~models.Q(voided_by=models.F("issued_by"))
                | models.Q(own_limit__isnull=True)
                | models.Q(amount__lte=models.F("own_limit")),
                name="receipt_voided_by_another",
            ),
        ),
        migrations.RunSQL(
            text("rules", "rules_around", "chain"), text("rules_drop", "ledger", "pledges", "desk", "club")
        ),
    ]

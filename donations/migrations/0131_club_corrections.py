from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


def text(*names: str) -> str:
    return "\n".join((SQL / f"{name}.sql").read_text() for name in names)


class Migration(migrations.Migration):
    """What was entered wrongly of an application on paper can be put right."""

    dependencies = [
        ("donations", "0130_use_within_balance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClubCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("changes", models.JSONField(verbose_name="what changed")),
                (
                    "earlier_file",
                    models.FileField(blank=True, upload_to="donations/club/", verbose_name="earlier scan"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="corrected at")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="donations.clubmembership",
                        verbose_name="membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of an application on paper",
                "verbose_name_plural": "corrections of applications on paper",
                "ordering": ["pk"],
            },
        ),
        migrations.RunSQL(text("club_papers", "rules_around"), text("club_papers_drop")),
    ]

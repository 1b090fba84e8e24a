from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).resolve().parents[1] / "sql"
BEFORE = [
    "delivery_to_somebody", "delivery_leased_exactly_at_work", "delivery_sending_when",
    "delivery_ended_exactly_when_over",
]  # fmt: skip


def _sql(name: str) -> str:
    return (SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """A letter on its way changes no column that an index names. Going back first puts out of the hands of its sender
    what ended there, so that it is counted as it used to be."""

    dependencies = [("publications", "0001_squashed_0062")]

    operations = [
        migrations.RunSQL(_sql("delivery_fits.sql"), "DROP FUNCTION publications_delivery_fits"),
        *(migrations.RemoveConstraint(model_name="delivery", name=name) for name in BEFORE),
        migrations.RemoveIndex(model_name="delivery", name="delivery_due"),
        migrations.RemoveIndex(model_name="delivery", name="delivery_at_work"),
        migrations.RemoveIndex(model_name="delivery", name="delivery_problem"),
        migrations.AddField(
            model_name="delivery",
            name="waits",
            field=models.GeneratedField(
                db_persist=True, expression=Q(state="queued"), output_field=models.BooleanField()
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="is_problem",
            field=models.GeneratedField(
                db_persist=True, expression=Q(state__in=["failed", "in_doubt"]), output_field=models.BooleanField()
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["mailing", "due_at", "id"], condition=Q(waits=True), name="delivery_waits"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["token"], condition=Q(token__isnull=False), name="delivery_in_hand"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["mailing", "id"], condition=Q(is_problem=True), name="delivery_problems"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Func(
                    "state",
                    "token",
                    "lease_until",
                    "sending_at",
                    "ended_at",
                    "alumnus",
                    "address",
                    function="publications_delivery_fits",
                    output_field=models.BooleanField(),
                ),
                name="delivery_fits_its_state",
            ),
        ),
        migrations.RunSQL(_sql("sending.sql"), _sql("sending_before.sql")),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0114_forget_what_was_typed")]

    operations = [
        migrations.RemoveConstraint(model_name="eventnotice", name="eventnotice_reminded_once"),
        migrations.AddField(
            model_name="eventnotice",
            name="of_day",
            field=models.DateField(null=True, verbose_name="day that it reminds of"),
        ),
        migrations.AddConstraint(
            model_name="eventnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "reminder")),
                fields=("event", "of_day"),
                name="eventnotice_reminded_once_of_a_day",
                nulls_distinct=False,
            ),
        ),
    ]

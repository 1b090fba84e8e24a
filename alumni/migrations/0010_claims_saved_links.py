from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("alumni", "0006_members"),
    ]

    operations = [
        migrations.AddField(
            model_name="correctionlink",
            name="saved_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="saved at"),
        ),
    ]

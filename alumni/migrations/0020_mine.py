from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alumni', '0010_claims_saved_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='challenge',
            name='audience',
            field=models.CharField(blank=True, choices=[('nobody', 'Nobody'), ('office', 'The office'), ('classmates', 'Classmates'), ('alumni', 'Alumni'), ('public', 'Everyone')], max_length=10),
        ),
        migrations.RunSQL("CREATE SEQUENCE alumni_card_number START 10000001", "DROP SEQUENCE alumni_card_number"),
    ]

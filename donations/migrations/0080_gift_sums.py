from django.db import migrations, models


class Migration(migrations.Migration):
    """What a donor gave until a day is read from an index alone."""

    dependencies = [('donations', '0071_club_papers')]
    operations = [
        migrations.AddIndex(
            model_name='gift',
            index=models.Index(
                condition=models.Q(('state', 'posted')), fields=['donor', 'received_on'], include=('amount_cny',),
                name='gift_sums',
            ),
        ),
    ]

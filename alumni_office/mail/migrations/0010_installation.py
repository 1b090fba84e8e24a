
from django.db import migrations, models
from django.utils import timezone


def begin(apps, schema_editor):
    """What is in the outbox now was queued in the epoch that begins."""
    apps.get_model("mail", "Installation").objects.create(epoch=1, since=timezone.now())
    apps.get_model("mail", "Message").objects.update(epoch=1)


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='answer',
            field=models.CharField(blank=True, max_length=200, verbose_name='answer'),
        ),
        migrations.AddField(
            model_name='message',
            name='epoch',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='message',
            name='key',
            field=models.CharField(blank=True, max_length=120, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.CharField(choices=[('due', 'Waits to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('in_doubt', 'In doubt'), ('held', 'Held until somebody says go on')], default='due', max_length=8, verbose_name='state'),
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('epoch', models.PositiveIntegerField(default=1)),
                ('fingerprint', models.CharField(blank=True, max_length=100)),
                ('since', models.DateTimeField(verbose_name='since')),
                ('only', models.BooleanField(default=True, editable=False, unique=True)),
            ],
            options={
                'verbose_name': 'installation',
                'verbose_name_plural': 'installations',
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='installation_is_one')],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]

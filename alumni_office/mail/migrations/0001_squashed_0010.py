from django.db import migrations, models
from django.utils import timezone

from alumni_office.at_once import AtOnce


def begin(apps, schema_editor):
    apps.get_model("mail", "Installation").objects.create(epoch=1, since=timezone.now())


class Migration(migrations.Migration):
    """The outbox, in its first epoch."""

    initial = True

    replaces = [
        ('mail', '0001_initial'),
        ('mail', '0010_installation'),
    ]

    dependencies = [
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(max_length=40, verbose_name='purpose')),
                    ('to', models.CharField(blank=True, max_length=254, verbose_name='to')),
                    ('reply_to', models.CharField(blank=True, max_length=254, verbose_name='reply to')),
                    ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                    ('text', models.TextField(blank=True, verbose_name='text')),
                    ('html', models.TextField(blank=True, verbose_name='HTML')),
                    ('person_id', models.BigIntegerField(blank=True, null=True)),
                    ('message_id', models.CharField(max_length=120, unique=True)),
                    ('state', models.CharField(choices=[('due', 'Waits to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('in_doubt', 'In doubt'), ('held', 'Held until somebody says go on')], default='due', max_length=8, verbose_name='state')),
                    ('token', models.UUIDField(blank=True, null=True)),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('due_at', models.DateTimeField(verbose_name='due at')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                    ('error', models.CharField(blank=True, max_length=300, verbose_name='error')),
                    ('answer', models.CharField(blank=True, max_length=200, verbose_name='answer')),
                    ('epoch', models.PositiveIntegerField(default=0)),
                    ('key', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ],
                options={
                    'verbose_name': 'mail',
                    'verbose_name_plural': 'mails',
                    'indexes': [
                        models.Index(condition=models.Q(('state__in', ['due', 'sending'])), fields=['due_at'], name='message_due'),
                        models.Index(fields=['person_id', '-created_at'], name='message_person'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending'), ('token__isnull', False)), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True), ('token__isnull', True)), _connector='OR'), name='message_lease_exactly_while_sending'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='message_sent_when'),
                    ],
                },
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
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('only', True)), name='installation_is_one'),
                    ],
                },
            ),
        ]),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]

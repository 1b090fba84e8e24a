from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('alumni', '0050_home_growth'),
        ('publications', '0001_periodicals'),
        ('mail', '0010_installation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MailboxPosition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mailbox', models.CharField(max_length=200, unique=True)),
                ('uid_validity', models.BigIntegerField(default=0)),
                ('last_uid', models.BigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'place in a mailbox',
                'verbose_name_plural': 'places in mailboxes',
            },
        ),
        migrations.CreateModel(
            name='DomainPace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(db_collation='C', max_length=253, unique=True, verbose_name='domain')),
                ('per_minute', models.PositiveIntegerField(blank=True, null=True, verbose_name='at most a minute')),
                ('free_at', models.DateTimeField(blank=True, null=True)),
                ('closed_until', models.DateTimeField(blank=True, null=True, verbose_name='rests until')),
                ('refusals', models.PositiveIntegerField(default=0)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'pace of a domain',
                'verbose_name_plural': 'paces of domains',
                'constraints': [models.CheckConstraint(condition=models.Q(('per_minute__isnull', True), ('per_minute__gte', 1), _connector='OR'), name='pace_some')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='For the office; nobody outside reads it', max_length=120, verbose_name='title')),
                ('purpose', models.CharField(choices=[('contact', 'News and invitations'), ('fundraising', 'Requests for support'), ('chapter', 'Passing on to a chapter'), ('publish', 'Publication'), ('abroad', 'Transfer abroad')], default='contact', max_length=12, verbose_name='purpose')),
                ('channel', models.CharField(choices=[('any', 'Any'), ('email', 'E-mail'), ('phone', 'Telephone'), ('post', 'Post'), ('wechat', 'WeChat')], default='email', max_length=8, verbose_name='channel')),
                ('from_name', models.CharField(blank=True, max_length=80, verbose_name='sender’s name')),
                ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='replies to')),
                ('audience', models.JSONField(blank=True, default=dict, verbose_name='audience')),
                ('counts_clicks', models.BooleanField(default=False, verbose_name='count clicks in sum')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('checked', 'Checked'), ('approved', 'Approved'), ('scheduled', 'Scheduled'), ('preparing', 'Being prepared'), ('sending', 'Being sent'), ('paused', 'Paused'), ('held', 'Held until somebody says go on'), ('stopped', 'Stopped'), ('done', 'Done')], default='draft', max_length=10, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('scheduled_at', models.DateTimeField(blank=True, null=True, verbose_name='send at')),
                ('epoch', models.PositiveIntegerField(default=0)),
                ('per_minute', models.PositiveIntegerField(blank=True, null=True, verbose_name='at most a minute')),
                ('paced_until', models.DateTimeField(blank=True, null=True)),
                ('stop_share', models.PositiveSmallIntegerField(default=20, help_text='Of those sent, after the first hundred', verbose_name='stop at errors, per cent')),
                ('expected', models.PositiveIntegerField(blank=True, null=True, verbose_name='expected recipients')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='recipients')),
                ('left_out', models.JSONField(blank=True, default=dict, verbose_name='left out')),
                ('needs_second', models.BooleanField(default=False, verbose_name='needs a second person')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='begun at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('key', models.UUIDField(unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='last changed by')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('state__in', ['scheduled', 'preparing', 'sending'])), fields=['scheduled_at'], name='mailing_at_work'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='mailing_has_a_title'),
                    models.CheckConstraint(condition=models.Q(('stop_share__range', (1, 100))), name='mailing_stop_share_per_cent'),
                    models.CheckConstraint(condition=models.Q(('per_minute__isnull', True), ('per_minute__gte', 1), _connector='OR'), name='mailing_some_a_minute'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('scheduled_at__isnull', False), _connector='OR'), name='mailing_scheduled_when'),
                    models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'checked')), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='mailing_approved_before_it_goes'),
                    models.CheckConstraint(condition=models.Q(('needs_second', False), ('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('created_by')), _negated=True), models.Q(('edited_by__isnull', True), models.Q(('approved_by', models.F('edited_by')), _negated=True), _connector='OR')), _connector='OR'), name='mailing_approved_by_a_second_person'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sending', 'paused', 'done']), _negated=True), ('started_at__isnull', False), _connector='OR'), name='mailing_begun_when'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['stopped', 'done'])), models.Q(models.Q(('state__in', ['stopped', 'done']), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='mailing_ended_exactly_when_over'),
                ],
                'verbose_name': 'mailing',
                'verbose_name_plural': 'mailings',
            },
        ),
        migrations.CreateModel(
            name='DeliveryTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.SmallIntegerField()),
                ('state', models.CharField(choices=[('queued', 'Waits'), ('claimed', 'Taken by a sender'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Refused'), ('suppressed', 'Left out at the last moment'), ('in_doubt', 'In doubt'), ('cancelled', 'Not sent: the mailing was stopped')], max_length=10)),
                ('number', models.IntegerField(default=0)),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='publications.mailing')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('mailing', 'slot', 'state'), name='tally_once'),
                ],
                'verbose_name': 'tally',
                'verbose_name_plural': 'tallies',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(db_collation='C', max_length=254, verbose_name='address')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], default='zh-hans', max_length=7)),
                ('state', models.CharField(choices=[('queued', 'Waits'), ('claimed', 'Taken by a sender'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Refused'), ('suppressed', 'Left out at the last moment'), ('in_doubt', 'In doubt'), ('cancelled', 'Not sent: the mailing was stopped')], default='queued', max_length=10, verbose_name='state')),
                ('token', models.UUIDField(blank=True, null=True)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('has_slot', models.BooleanField(default=False)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('sending_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='answer')),
                ('alumnus', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='alumni.alumnus', verbose_name='alumnus')),
                ('mailing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='publications.mailing', verbose_name='mailing')),
            ],
            options={
                'indexes': [
                    models.Index(condition=models.Q(('state', 'queued')), fields=['mailing', 'due_at', 'id'], name='delivery_due'),
                    models.Index(condition=models.Q(('state__in', ['claimed', 'sending'])), fields=['lease_until'], name='delivery_at_work'),
                    models.Index(condition=models.Q(('state__in', ['failed', 'in_doubt'])), fields=['mailing', 'id'], name='delivery_problem'),
                ],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('address', ''), _negated=True), fields=('mailing', 'address'), name='delivery_once_an_address'),
                    models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('alumnus__isnull', True)), models.Q(('alumnus__isnull', False), models.Q(('address', ''), _negated=True)), _connector='OR'), name='delivery_to_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state__in', ['claimed', 'sending']), ('token__isnull', False)), models.Q(models.Q(('state__in', ['claimed', 'sending']), _negated=True), ('lease_until__isnull', True), ('token__isnull', True)), _connector='OR'), name='delivery_leased_exactly_at_work'),
                    models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sending', 'sent', 'in_doubt']), _negated=True), ('sending_at__isnull', False), _connector='OR'), name='delivery_sending_when'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ['queued', 'claimed', 'sending'])), models.Q(models.Q(('state__in', ['queued', 'claimed', 'sending']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='delivery_ended_exactly_when_over'),
                ],
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
            },
        ),
        migrations.CreateModel(
            name='MailingVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], default='zh-hans', max_length=7, verbose_name='language')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('preheader', models.CharField(blank=True, max_length=150, verbose_name='first line in the list of mails')),
                ('blocks', models.JSONField(blank=True, default=list, verbose_name='blocks')),
                ('html', models.TextField(blank=True, verbose_name='HTML')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('problems', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='publications.mailing', verbose_name='mailing')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('mailing', 'language'), name='mailing_version_once'),
                    models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='mailing_version_has_a_subject'),
                    models.CheckConstraint(condition=models.Q(('subject__regex', '[\\x00-\\x1f\\x7f]'), _negated=True), name='mailing_subject_one_line'),
                ],
                'verbose_name': 'version of a mailing',
                'verbose_name_plural': 'versions of mailings',
            },
        ),
        migrations.CreateModel(
            name='Sender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('token', models.UUIDField(blank=True, null=True)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='senders', to='publications.mailing')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('mailing', 'number'), name='sender_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', True), ('token__isnull', True)), models.Q(('lease_until__isnull', False), ('token__isnull', False)), _connector='OR'), name='sender_leased_or_free'),
                ],
                'verbose_name': 'sender',
                'verbose_name_plural': 'senders',
            },
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(db_collation='C', max_length=254, verbose_name='address')),
                ('kind', models.CharField(choices=[('hard', 'No such mailbox'), ('refused', 'Came back again and again'), ('complaint', 'Reported as spam'), ('unsubscribed', 'Wants no more'), ('hold', 'Held by the office')], max_length=12, verbose_name='kind')),
                ('purpose', models.CharField(blank=True, choices=[('contact', 'News and invitations'), ('fundraising', 'Requests for support'), ('chapter', 'Passing on to a chapter'), ('publish', 'Publication'), ('abroad', 'Transfer abroad')], max_length=12, verbose_name='purpose')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('address', 'kind', 'purpose'), name='suppression_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('kind', 'unsubscribed'), ('purpose__gt', '')), models.Q(models.Q(('kind', 'unsubscribed'), _negated=True), ('purpose', '')), _connector='OR'), name='suppression_purpose_of_unsubscribing'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='suppression_has_a_reason'),
                ],
                'verbose_name': 'suppressed address',
                'verbose_name_plural': 'suppressed addresses',
            },
        ),
        migrations.CreateModel(
            name='Bounce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hard', 'No such mailbox'), ('soft', 'For a while'), ('full', 'Mailbox full'), ('blocked', 'Refused for what we send or who we are'), ('away', 'Automatic answer'), ('complaint', 'Reported as spam'), ('reply', 'Written by a person'), ('unknown', 'Unknown')], max_length=9, verbose_name='kind')),
                ('source', models.CharField(max_length=20, verbose_name='source')),
                ('diagnosis', models.CharField(blank=True, max_length=300, verbose_name='what the server said')),
                ('raw', models.BinaryField(blank=True, verbose_name='text as it came')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('counted_on', models.DateField(blank=True, null=True, verbose_name='counted on')),
                ('address', models.CharField(blank=True, db_collation='C', max_length=254)),
                ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='handled at')),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handled by')),
                ('delivery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bounces', to='publications.delivery', verbose_name='delivery')),
            ],
            options={
                'verbose_name': 'returned mail',
                'verbose_name_plural': 'returned mails',
                'indexes': [models.Index(fields=['-received_at', '-id'], name='bounce_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('counted_on__isnull', False)), fields=('address', 'counted_on'), name='bounce_counted_once_a_day'), models.CheckConstraint(condition=models.Q(('counted_on__isnull', True), models.Q(('delivery__isnull', False), ('kind__in', ['hard', 'soft', 'full'])), _connector='OR'), name='bounce_counted_for_a_delivery')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailing',
            trigger=pgtrigger.compiler.Trigger(name='mailing_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))', func="\n                    IF OLD.state || '>' || NEW.state NOT IN ('draft>checked', 'checked>draft', 'checked>approved', 'approved>draft', 'approved>scheduled', 'approved>preparing', 'scheduled>approved', 'scheduled>preparing', 'scheduled>held', 'scheduled>stopped', 'preparing>sending', 'preparing>held', 'preparing>stopped', 'sending>paused', 'sending>held', 'sending>stopped', 'sending>done', 'paused>sending', 'paused>held', 'paused>stopped', 'held>scheduled', 'held>preparing', 'held>sending', 'held>stopped', 'done>sending') THEN\n                        RAISE EXCEPTION 'a mailing does not go from % to %', OLD.state, NEW.state\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_moves';\n                    END IF;\n                    RETURN NEW;\n                ", hash='d3e57fd252555270aa07bc85195217a4e03af08b', operation='UPDATE OF "state"', pgid='pgtrigger_mailing_moves_bf262', table='publications_mailing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailing',
            trigger=pgtrigger.compiler.Trigger(name='mailing_frozen_once_approved', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."from_name" IS DISTINCT FROM (NEW."from_name") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to"))', func="\n                    IF OLD.state NOT IN ('draft', 'checked') THEN\n                        RAISE EXCEPTION 'an approved mailing is not changed'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_frozen_once_approved';\n                    END IF;\n                    RETURN NEW;\n                ", hash='0abc3ebcf4e49e74672789405b472fbefcf50ec0', operation='UPDATE OF "audience", "purpose", "channel", "from_name", "reply_to"', pgid='pgtrigger_mailing_frozen_once_approved_0afb2', table='publications_mailing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mailingversion',
            trigger=pgtrigger.compiler.Trigger(name='mailing_words_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT state NOT IN ('draft', 'checked') FROM publications_mailing WHERE id = NEW.mailing_id)\n                    THEN\n                        RAISE EXCEPTION 'the words of an approved mailing are not changed'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'mailing_words_frozen';\n                    END IF;\n                    RETURN NEW;\n                ", hash='a4776098e0939b55578bb236261e16225d792c05', operation='INSERT OR UPDATE', pgid='pgtrigger_mailing_words_frozen_bd803', table='publications_mailingversion', when='BEFORE')),
        ),
        migrations.RunSQL(
            (SQL / "sending.sql").read_text(encoding="utf-8"),
            (SQL / "sending_drop.sql").read_text(encoding="utf-8"),
        ),
    ]

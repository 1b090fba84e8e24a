from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Receipts with their numbers, thanks, words for the donor wall, naming rights."""

    dependencies = [
        ('donations', '0020_money'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Issuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('credit_code', models.CharField(max_length=18, unique=True, verbose_name='unified social credit code')),
                ('seal_text', models.CharField(max_length=60, verbose_name='words of the seal')),
                ('bank', models.CharField(blank=True, max_length=120, verbose_name='bank')),
                ('account', models.CharField(blank=True, max_length=40, verbose_name='account number')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='issues no more since')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'issuer of receipts',
                'verbose_name_plural': 'issuers of receipts',
            },
        ),
        migrations.CreateModel(
            name='IssuerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('credit_code', models.CharField(max_length=18, verbose_name='unified social credit code')),
                ('seal_text', models.CharField(max_length=60, verbose_name='words of the seal')),
                ('bank', models.CharField(blank=True, max_length=120, verbose_name='bank')),
                ('account', models.CharField(blank=True, max_length=40, verbose_name='account number')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='issues no more since')),
                ('key', models.UUIDField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', related_query_name='+', to='donations.issuer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NamingRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name that it bears')),
                ('name_en', models.CharField(blank=True, max_length=160, verbose_name='name in English')),
                ('place', models.CharField(max_length=200, verbose_name='what and where it is')),
                ('place_en', models.CharField(blank=True, max_length=300, verbose_name='what and where it is, in English')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('reminded_for', models.DateField(blank=True, editable=False, null=True, verbose_name='reminded of the end on')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='naming_rights', to='donations.agreement', verbose_name='by agreement')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='naming_rights', to='donations.donor', verbose_name='donor')),
                ('gift', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='naming_rights', to='donations.gift', verbose_name='for the gift')),
                ('steward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='naming_rights', to=settings.AUTH_USER_MODEL, verbose_name='steward')),
            ],
            options={
                'verbose_name': 'naming right',
                'verbose_name_plural': 'naming rights',
            },
        ),
        migrations.CreateModel(
            name='NamingRightEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=120, verbose_name='name that it bears')),
                ('name_en', models.CharField(blank=True, max_length=160, verbose_name='name in English')),
                ('place', models.CharField(max_length=200, verbose_name='what and where it is')),
                ('place_en', models.CharField(blank=True, max_length=300, verbose_name='what and where it is, in English')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('reminded_for', models.DateField(blank=True, editable=False, null=True, verbose_name='reminded of the end on')),
                ('key', models.UUIDField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('agreement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donations.agreement', verbose_name='by agreement')),
                ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('donor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donations.donor', verbose_name='donor')),
                ('gift', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='donations.gift', verbose_name='for the gift')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', related_query_name='+', to='donations.namingright')),
                ('steward', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='steward')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NumberRange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('medium', models.CharField(choices=[('electronic', 'Electronic'), ('paper', 'Paper')], max_length=10, verbose_name='form')),
                ('code', models.CharField(max_length=20, verbose_name='code of the receipts')),
                ('first', models.BigIntegerField(verbose_name='first number')),
                ('last', models.BigIntegerField(verbose_name='last number')),
                ('digits', models.PositiveSmallIntegerField(default=10, verbose_name='digits')),
                ('following', models.BigIntegerField(editable=False, verbose_name='next number')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='registered at')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ranges', to='donations.issuer', verbose_name='issuer')),
            ],
            options={
                'verbose_name': 'range of numbers',
                'verbose_name_plural': 'ranges of numbers',
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('receipt', 'Receipt'), ('red', 'Red receipt')], default='receipt', max_length=7, verbose_name='kind')),
                ('number', models.BigIntegerField(editable=False, verbose_name='number')),
                ('issuer_name', models.CharField(max_length=120, verbose_name='issuer')),
                ('issuer_code', models.CharField(max_length=18, verbose_name='credit code of the issuer')),
                ('seal_text', models.CharField(max_length=60, verbose_name='words of the seal')),
                ('payer', models.CharField(max_length=120, verbose_name='payer')),
                ('payer_code', models.CharField(blank=True, max_length=18, verbose_name='credit code of the payer')),
                ('project_code', models.CharField(max_length=200, verbose_name='project code')),
                ('handler', models.CharField(max_length=80, verbose_name='handled by')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount in CNY')),
                ('capitals', models.CharField(max_length=120, verbose_name='amount in capital numerals')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='all gifts of the year')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('issued_at', models.DateTimeField(auto_now_add=True, verbose_name='issued at')),
                ('voided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='voided at')),
                ('void_reason', models.CharField(blank=True, max_length=300, verbose_name='why void')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='donations.donor', verbose_name='donor')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by')),
                ('range', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='donations.numberrange', verbose_name='range of numbers')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='donations.receipt', verbose_name='takes back')),
                ('voided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='voided by')),
            ],
            options={
                'verbose_name': 'receipt',
                'verbose_name_plural': 'receipts',
            },
        ),
        migrations.CreateModel(
            name='ReceiptGift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount in CNY')),
                ('is_valid', models.BooleanField(default=True, editable=False, verbose_name='valid')),
                ('gift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='donations.gift', verbose_name='gift')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gifts', to='donations.receipt', verbose_name='receipt')),
            ],
            options={
                'verbose_name': 'gift on a receipt',
                'verbose_name_plural': 'gifts on receipts',
            },
        ),
        migrations.CreateModel(
            name='ReceiptLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='line')),
                ('project_code', models.CharField(max_length=30, verbose_name='project code')),
                ('project', models.CharField(max_length=120, verbose_name='project')),
                ('what', models.CharField(max_length=400, verbose_name='what was given')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount in CNY')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='donations.receipt', verbose_name='receipt')),
            ],
            options={
                'verbose_name': 'line of a receipt',
                'verbose_name_plural': 'lines of receipts',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ReceiptWaiver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('waived_at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended at')),
                ('gift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipt_waivers', to='donations.gift', verbose_name='gift')),
                ('waived_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'gift without a receipt',
                'verbose_name_plural': 'gifts without a receipt',
            },
        ),
        migrations.CreateModel(
            name='ThanksTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('letter', 'Letter of thanks'), ('certificate', 'Certificate')], default='letter', max_length=11, verbose_name='kind')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('title', models.CharField(max_length=120, verbose_name='subject or title')),
                ('title_en', models.CharField(max_length=160, verbose_name='subject or title, in English')),
                ('text', models.TextField(max_length=4000, verbose_name='text')),
                ('text_en', models.TextField(max_length=5000, verbose_name='English text')),
                ('is_for_credit', models.BooleanField(default=False, verbose_name='for those who are credited for gifts of others')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='goes out by itself as soon as a gift is posted')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='no more in use since')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'template of thanks',
                'verbose_name_plural': 'templates of thanks',
            },
        ),
        migrations.CreateModel(
            name='Thanks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('due', 'Due'), ('sent', 'Sent'), ('waived', 'Waived')], default='due', max_length=6, verbose_name='state')),
                ('way', models.CharField(blank=True, choices=[('', '—'), ('mail', 'E-mail'), ('paper', 'Paper')], default='', max_length=5, verbose_name='way')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('due_at', models.DateTimeField(auto_now_add=True, verbose_name='due since')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent or waived at')),
                ('credit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='thanks', to='donations.softcredit', verbose_name='soft credit')),
                ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thanks', to='donations.donor', verbose_name='donor')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('gift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='thanks', to='donations.gift', verbose_name='gift')),
                ('template', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='donations.thankstemplate', verbose_name='template of thanks')),
            ],
            options={
                'verbose_name': 'thanks',
                'verbose_name_plural': 'thanks',
            },
        ),
        migrations.CreateModel(
            name='ThanksTemplateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('letter', 'Letter of thanks'), ('certificate', 'Certificate')], default='letter', max_length=11, verbose_name='kind')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('title', models.CharField(max_length=120, verbose_name='subject or title')),
                ('title_en', models.CharField(max_length=160, verbose_name='subject or title, in English')),
                ('text', models.TextField(max_length=4000, verbose_name='text')),
                ('text_en', models.TextField(max_length=5000, verbose_name='English text')),
                ('is_for_credit', models.BooleanField(default=False, verbose_name='for those who are credited for gifts of others')),
                ('is_automatic', models.BooleanField(default=False, verbose_name='goes out by itself as soon as a gift is posted')),
                ('retired_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='no more in use since')),
                ('key', models.UUIDField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
                ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', related_query_name='+', to='donations.thankstemplate')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WallWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given', models.BooleanField(verbose_name='given')),
                ('shown_as', models.CharField(blank=True, max_length=120, verbose_name='shown as')),
                ('wording', models.TextField(max_length=1000, verbose_name='words that were read')),
                ('source', models.CharField(choices=[('own', 'On the own page'), ('link', 'By the link that was mailed'), ('office', 'Told the office')], max_length=6, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='how it was told')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wall_words', to='donations.donor', verbose_name='donor')),
            ],
            options={
                'verbose_name': 'word for the donor wall',
                'verbose_name_plural': 'words for the donor wall',
            },
        ),
        migrations.AddConstraint(
            model_name='issuer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('seal_text', ''), _negated=True)), name='issuer_has_name_and_seal'),
        ),
        migrations.AddConstraint(
            model_name='issuer',
            constraint=models.CheckConstraint(condition=models.Q(('credit_code__regex', '^[0-9A-HJ-NPQRTUWXY]{18}$')), name='issuer_credit_code_form'),
        ),
        migrations.AddConstraint(
            model_name='issuer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account', ''), ('bank', '')), models.Q(models.Q(('bank', ''), _negated=True), models.Q(('account', ''), _negated=True)), _connector='OR'), name='issuer_account_at_a_bank'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issuer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_issuerevent" ("account", "bank", "closed_at", "created_at", "created_by_id", "credit_code", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seal_text", "version") SELECT old_values."account", old_values."bank", old_values."closed_at", old_values."created_at", old_values."created_by_id", old_values."credit_code", old_values."id", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."seal_text", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='017a45092dba26de4175b2c76c794dd03065910a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ea655', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='donations_issuer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issuer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_issuerevent" ("account", "bank", "closed_at", "created_at", "created_by_id", "credit_code", "id", "key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seal_text", "version") SELECT old_values."account", old_values."bank", old_values."closed_at", old_values."created_at", old_values."created_by_id", old_values."credit_code", old_values."id", old_values."key", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."seal_text", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='158683b45dd3ed9d1fe26f7135ff562387e6d455', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_28d42', referencing='REFERENCING OLD TABLE AS old_values ', table='donations_issuer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='issuerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d050ea01e1afe470e09a411aadf02ff0b03068eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ba15e', table='donations_issuerevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='namingright',
            index=models.Index(fields=['ends_on'], name='naming_right_end'),
        ),
        migrations.AddConstraint(
            model_name='namingright',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('place', ''), _negated=True)), name='naming_right_says_what'),
        ),
        migrations.AddConstraint(
            model_name='namingright',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='naming_right_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='namingright',
            constraint=models.CheckConstraint(condition=models.Q(('gift__isnull', False), ('agreement__isnull', False), _connector='OR'), name='naming_right_for_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namingright',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_namingrightevent" ("agreement_id", "created_at", "created_by_id", "donor_id", "ends_on", "gift_id", "id", "key", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "place_en", "reminded_for", "starts_on", "steward_id", "version") SELECT old_values."agreement_id", old_values."created_at", old_values."created_by_id", old_values."donor_id", old_values."ends_on", old_values."gift_id", old_values."id", old_values."key", old_values."name", old_values."name_en", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."place", old_values."place_en", old_values."reminded_for", old_values."starts_on", old_values."steward_id", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3caaf77755f3be51018d72472ed6c78a670aee6d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_00d4f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='donations_namingright', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namingright',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_namingrightevent" ("agreement_id", "created_at", "created_by_id", "donor_id", "ends_on", "gift_id", "id", "key", "name", "name_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "place_en", "reminded_for", "starts_on", "steward_id", "version") SELECT old_values."agreement_id", old_values."created_at", old_values."created_by_id", old_values."donor_id", old_values."ends_on", old_values."gift_id", old_values."id", old_values."key", old_values."name", old_values."name_en", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."place_en", old_values."reminded_for", old_values."starts_on", old_values."steward_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1c7629c7d607f8f312020ecc4c9a66fb8c2e4f20', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_208af', referencing='REFERENCING OLD TABLE AS old_values ', table='donations_namingright', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='namingrightevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a60c4ae704487d571e33c701cf5aa30877b297c7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6fdb5', table='donations_namingrightevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='numberrange',
            constraint=models.CheckConstraint(condition=models.Q(('first__gt', 0), ('last__gte', models.F('first')), ('last__lt', 1000000000000000)), name='range_first_to_last'),
        ),
        migrations.AddConstraint(
            model_name='numberrange',
            constraint=models.CheckConstraint(condition=models.Q(('following__gte', models.F('first')), ('following__lte', django.db.models.expressions.CombinedExpression(models.F('last'), '+', models.Value(1)))), name='range_within'),
        ),
        migrations.AddConstraint(
            model_name='numberrange',
            constraint=models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='range_has_a_code'),
        ),
        migrations.AddConstraint(
            model_name='numberrange',
            constraint=models.CheckConstraint(condition=models.Q(('digits__range', (1, 15))), name='range_digits'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['donor', '-issued_on'], name='receipt_of_donor'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('range', 'number'), name='receipt_number_once'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('kind', 'receipt'), ('reverses__isnull', True)), models.Q(('amount__lt', 0), ('kind', 'red'), ('reverses__isnull', False), ('year__isnull', True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='receipt_sign'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issuer_name', ''), _negated=True), models.Q(('payer', ''), _negated=True), models.Q(('project_code', ''), _negated=True), models.Q(('handler', ''), _negated=True), models.Q(('capitals', ''), _negated=True)), name='receipt_says_all'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='receipt_void_why'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'receipt'), ('voided_at__isnull', True), _connector='OR'), name='receipt_red_stays'),
        ),
        migrations.AddConstraint(
            model_name='receiptgift',
            constraint=models.UniqueConstraint(condition=models.Q(('is_valid', True)), fields=('gift',), name='gift_on_one_valid_receipt'),
        ),
        migrations.AddConstraint(
            model_name='receiptgift',
            constraint=models.UniqueConstraint(fields=('receipt', 'gift'), name='receipt_gift_once'),
        ),
        migrations.AddConstraint(
            model_name='receiptgift',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='receipt_gift_is_something'),
        ),
        migrations.AddConstraint(
            model_name='receiptline',
            constraint=models.UniqueConstraint(fields=('receipt', 'position'), name='receipt_line_once'),
        ),
        migrations.AddConstraint(
            model_name='receiptline',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='receipt_line_is_something'),
        ),
        migrations.AddConstraint(
            model_name='receiptwaiver',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('gift',), name='receipt_waived_once'),
        ),
        migrations.AddConstraint(
            model_name='receiptwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='receipt_waived_why'),
        ),
        migrations.AddConstraint(
            model_name='thankstemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('title', ''), _negated=True), models.Q(('title_en', ''), _negated=True), models.Q(('text', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='thanks_template_in_both_languages'),
        ),
        migrations.AddConstraint(
            model_name='thankstemplate',
            constraint=models.CheckConstraint(condition=models.Q(('is_automatic', False), models.Q(('kind', 'letter'), ('retired_at__isnull', True)), _connector='OR'), name='thanks_template_automatic_letter'),
        ),
        migrations.AddConstraint(
            model_name='thankstemplate',
            constraint=models.UniqueConstraint(condition=models.Q(('is_automatic', True)), fields=('is_for_credit',), name='thanks_template_automatic_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thankstemplate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_thankstemplateevent" ("created_at", "created_by_id", "id", "is_automatic", "is_for_credit", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "text", "text_en", "title", "title_en", "version") SELECT old_values."created_at", old_values."created_by_id", old_values."id", old_values."is_automatic", old_values."is_for_credit", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."retired_at", old_values."text", old_values."text_en", old_values."title", old_values."title_en", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4c9edf57189af254ed0de3e1301dd9cf6f1b1a93', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8c98d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='donations_thankstemplate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thankstemplate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_thankstemplateevent" ("created_at", "created_by_id", "id", "is_automatic", "is_for_credit", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "text", "text_en", "title", "title_en", "version") SELECT old_values."created_at", old_values."created_by_id", old_values."id", old_values."is_automatic", old_values."is_for_credit", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."retired_at", old_values."text", old_values."text_en", old_values."title", old_values."title_en", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ce10b7d2ab76674ff0a737637fe99e8d4047a9e4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_de63f', referencing='REFERENCING OLD TABLE AS old_values ', table='donations_thankstemplate', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='thanks',
            index=models.Index(condition=models.Q(('state', 'due')), fields=['id'], name='thanks_due'),
        ),
        migrations.AddConstraint(
            model_name='thanks',
            constraint=models.UniqueConstraint(fields=('gift', 'donor'), name='thanks_once'),
        ),
        migrations.AddConstraint(
            model_name='thanks',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('reason', ''), ('state', 'due'), ('way', '')), models.Q(('ended_at__isnull', False), ('reason', ''), ('state', 'sent'), ('template__isnull', False), models.Q(('way', ''), _negated=True)), models.Q(('ended_at__isnull', False), ('state', 'waived'), ('way', ''), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='thanks_state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thankstemplateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2d2b74e9570d420f8bdb14ae4a13a079affabfe3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6a1ed', table='donations_thankstemplateevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='wallword',
            index=models.Index(fields=['donor', '-id'], name='wall_word_latest'),
        ),
        migrations.AddConstraint(
            model_name='wallword',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('given', False), ('shown_as', '')), models.Q(('given', True), models.Q(('shown_as', ''), _negated=True)), _connector='OR'), name='wall_word_shown_as'),
        ),
        migrations.AddConstraint(
            model_name='wallword',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'office'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='wall_word_of_the_office_how'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wallword',
            trigger=pgtrigger.compiler.Trigger(name='wall_word_unchanged', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='17ef792853ca783056f8b0798c52fb2fd3a79ac1', operation='UPDATE', pgid='pgtrigger_wall_word_unchanged_383a3', table='donations_wallword', when='BEFORE')),
        ),
        migrations.RunSQL((SQL / "receipts.sql").read_text(), (SQL / "receipts_drop.sql").read_text()),
    ]

from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    """Donors whose person was erased: the row says so, and nothing more is written of them."""

    dependencies = [
        ('alumni', '0110_forgetting'),
        ('chapters', '0001_squashed_0050'),
        ('donations', '0100_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DonorErasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('person', 'The person'), ('contact', 'The contact of a body')], max_length=7, verbose_name='what was erased')),
                ('key', models.UUIDField(editable=False, unique=True)),
                ('erased_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='erased at')),
            ],
            options={
                'verbose_name': 'erasure of a donor',
                'verbose_name_plural': 'erasures of donors',
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='donor',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='donor',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='donor',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased at'),
        ),
        migrations.AddField(
            model_name='donorevent',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='donor',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_donorevent" ("address", "alumnus_id", "chapter_id", "created_at", "created_by_id", "email", "erased_at", "id", "key", "kind", "language", "merged_into_id", "name", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reading", "version") SELECT old_values."address", old_values."alumnus_id", old_values."chapter_id", old_values."created_at", old_values."created_by_id", old_values."email", old_values."erased_at", old_values."id", old_values."key", old_values."kind", old_values."language", old_values."merged_into_id", old_values."name", old_values."note", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."phone", old_values."reading", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c57f290850d83b979e044d5a089f6ce36e472ef7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1e55a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='donations_donor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='donor',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "donations_donorevent" ("address", "alumnus_id", "chapter_id", "created_at", "created_by_id", "email", "erased_at", "id", "key", "kind", "language", "merged_into_id", "name", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reading", "version") SELECT old_values."address", old_values."alumnus_id", old_values."chapter_id", old_values."created_at", old_values."created_by_id", old_values."email", old_values."erased_at", old_values."id", old_values."key", old_values."kind", old_values."language", old_values."merged_into_id", old_values."name", old_values."note", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."reading", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6fa9573e2c94df1e017b0d734684571bf7fd30bc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6cd2d', referencing='REFERENCING OLD TABLE AS old_values ', table='donations_donor', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='donor',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('address', ''), ('alumnus__isnull', True), ('email', ''), ('kind', 'person'), ('name', '—'), ('note', ''), ('phone', ''), ('reading', '')), _connector='OR'), name='donor_erased_says_nothing'),
        ),
        migrations.AddField(
            model_name='donorerasure',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='donorerasure',
            name='donor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='donations.donor', verbose_name='donor'),
        ),
        migrations.AddConstraint(
            model_name='donorerasure',
            constraint=models.UniqueConstraint(condition=models.Q(('what', 'person')), fields=('donor',), name='donor_erased_once'),
        ),
        migrations.RunSQL(
            (SQL / "receipts.sql").read_text() + (SQL / "erasing.sql").read_text(),
            (SQL / "erasing_drop.sql").read_text(),
        ),
    ]

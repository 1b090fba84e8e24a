import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from alumni_office.at_once import AtOnce


class Migration(migrations.Migration):
    """Who looked at whose data."""

    initial = True

    replaces = [
        ('history', '0001_initial'),
        ('history', '0002_members'),
        ('history', '0003_people_of_records'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='AccessRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('action', models.CharField(choices=[('view', 'Looked at'), ('reveal', 'Revealed contacts'), ('search', 'Searched'), ('export', 'Exported'), ('download', 'Downloaded'), ('merge', 'Merged'), ('send', 'Sent to'), ('impersonate', 'Looked as'), ('erase', 'Erased')], max_length=12, verbose_name='action')),
                    ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                    ('target', models.CharField(help_text='Model label, such as alumni.alumnus', max_length=60, verbose_name='target')),
                    ('target_id', models.BigIntegerField(blank=True, null=True, verbose_name='target number')),
                    ('count', models.PositiveIntegerField(default=1, verbose_name='number of rows')),
                    ('criteria', models.JSONField(blank=True, default=dict, verbose_name='criteria')),
                    ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ],
                options={
                    'verbose_name': 'access record',
                    'verbose_name_plural': 'access records',
                    'indexes': [
                        models.Index(fields=['target', 'target_id', '-at'], name='access_target'),
                        models.Index(fields=['by', '-at'], name='access_by'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f9a7d79fbb3adc8b8ccf5f9a5778b255544ec8f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eeb0d', table='history_accessrecord', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='AccessedPerson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('person_id', models.BigIntegerField()),
                    ('record', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='history.accessrecord')),
                ],
                options={
                    'verbose_name': 'person of an access record',
                    'verbose_name_plural': 'people of access records',
                    'constraints': [
                        models.UniqueConstraint(fields=('person_id', 'record'), name='accessedperson_once'),
                    ],
                    'triggers': [
                        pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ededf4c72d565e8e70d9393a549e6c2016ba4546', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_94137', table='history_accessedperson', when='BEFORE')),
                    ],
                },
            ),
        ]),
    ]

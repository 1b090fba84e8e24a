import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from alumni_office.at_once import AtOnce


class Migration(migrations.Migration):
    """Roles, some of them of a college."""

    initial = True

    replaces = [
        ('accounts', '0002_initial'),
        ('accounts', '0003_members'),
        ('accounts', '0004_ended_grants'),
        ('accounts', '0005_known_addresses'),
    ]

    dependencies = [
        ('accounts', '0001_users'),
        ('alumni', '0001_squashed_0071'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='RoleGrant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('head', 'Head of office'), ('staff', 'Office staff'), ('college_officer', 'College officer'), ('finance', 'Finance'), ('editor', 'Editor'), ('volunteer_coordinator', 'Volunteer coordinator'), ('auditor', 'Auditor')], max_length=24, verbose_name='role')),
                    ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                    ('college', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='alumni.college', verbose_name='college')),
                    ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended at')),
                    ('ended_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                    ('handed', models.JSONField(blank=True, default=dict, editable=False, verbose_name='handed over')),
                    ('handed_to', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed over to')),
                ],
                options={
                    'verbose_name': 'role grant',
                    'verbose_name_plural': 'role grants',
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='rolegrant_ends_after_start'),
                        models.CheckConstraint(condition=models.Q(models.Q(('college__isnull', False), ('role', 'college_officer')), models.Q(models.Q(('role', 'college_officer'), _negated=True), ('college__isnull', True)), _connector='OR'), name='rolegrant_college_exactly_for_college_officers'),
                        models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_by__isnull', False), _connector='OR'), name='rolegrant_ended_by_someone'),
                    ],
                },
            ),
        ]),
    ]

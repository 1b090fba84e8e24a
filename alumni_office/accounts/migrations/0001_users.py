import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

from alumni_office.at_once import AtOnce


class Migration(migrations.Migration):
    """Those who sign in; their roles follow the colleges."""

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
    ]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                    ('name', models.CharField(max_length=100, verbose_name='name')),
                    ('is_staff', models.BooleanField(default=False, verbose_name='staff')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined at')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ('language', models.CharField(blank=True, help_text='Of mails to this person; empty: as the site’s default', max_length=10, verbose_name='language')),
                    ('session_epoch', models.PositiveIntegerField(default=0, editable=False)),
                ],
                options={
                    'verbose_name': 'user',
                    'verbose_name_plural': 'users',
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_lower_case'),
                    ],
                },
            ),
        ]),
    ]

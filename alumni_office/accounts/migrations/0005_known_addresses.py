from django.db import migrations


def trust_known_addresses(apps, schema_editor):
    """Whom the office entered so far goes on signing in: the address was its word, and now stands in a row of its own."""
    User = apps.get_model("accounts", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    there = set(EmailAddress.objects.values_list("user_id", flat=True))
    known = User.objects.exclude(pk__in=there).only("pk", "email")
    EmailAddress.objects.bulk_create(
        [EmailAddress(user_id=user.pk, email=user.email, verified=True, primary=True) for user in known],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("accounts", "0004_ended_grants"),
    ]

    operations = [migrations.RunPython(trust_known_addresses, migrations.RunPython.noop)]

from django.db import migrations

# Whom an erasure of an alumnus emptied before the row could say so.
ERASED = """
UPDATE donations_donor SET erased_at = now()
WHERE name = '—' AND kind = 'person' AND alumnus_id IS NULL AND (reading || email || phone || address || note) = '';
INSERT INTO donations_donorerasure (donor_id, what, key, erased_at)
SELECT id, 'person', key, erased_at FROM donations_donor WHERE erased_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Donors that were emptied before are known as erased."""

    dependencies = [("donations", "0110_erased_donors")]

    operations = [migrations.RunSQL(ERASED, migrations.RunSQL.noop)]

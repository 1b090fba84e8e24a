import pghistory
import pgtrigger
from django.db.models import DO_NOTHING


def tracked(model=None, **options):
    """Keep every earlier version of a model's rows, written by statement-level triggers.

    Updates and deletes store the row as it was before; the row itself says who entered it.
    Bulk updates, raw SQL and COPY are seen alike.
    """

    def decorate(cls):
        return pghistory.track(
            pghistory.UpdateEvent(row="OLD", level=pgtrigger.Statement),
            pghistory.DeleteEvent(row="OLD", level=pgtrigger.Statement),
            append_only=True,
            obj_field=pghistory.ObjForeignKey(
                db_constraint=False, on_delete=DO_NOTHING, related_name="versions", related_query_name="+"
            ),
            **options,
        )(cls)

    return decorate(model) if model else decorate

"""What forms say of what a service would not do."""

from typing import Any

from django.utils.translation import gettext as _

from .refusals import Refused
from .versions import ChangedMeanwhile


def first_values(row, form_class) -> dict[str, Any]:
    """What the fields of `form_class` begin with: the values of the row that have their names."""
    return {name: getattr(row, name) for name in form_class.base_fields if row and hasattr(row, name)}


def tell_changed(form, error: ChangedMeanwhile) -> None:
    """What stands there now is said; saving once more puts one's own in its place."""
    form.add_error(
        None,
        _("Somebody else saved in the meantime. What they wrote in the fields below is shown here; saving again puts "
          "yours in its place."),
    )  # fmt: skip
    for difference in error.differences:
        form.add_error(None, f"{difference.label}: {str(difference.theirs or '—')[:2000]}")
    form.data = form.data.copy()
    form.data["version"] = error.row.version  # type: ignore[attr-defined]


def took(form, save) -> Any:
    """What `save(**arguments)` returned, or True; None where the form is not in order, or the service refuses: that is
    said at its field."""
    if not form.is_valid():
        return None
    try:
        return save(**form.cleaned_data) or True
    except ChangedMeanwhile as error:
        tell_changed(form, error)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return None

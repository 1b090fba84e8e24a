"""Django takes some names of templates for all lists and forms of an app."""

from pathlib import Path

ADMIN = Path(__file__).parents[2] / "templates" / "admin"
TAKEN = {
    "actions.html", "app_index.html", "change_form.html", "change_form_object_tools.html", "change_list.html",
    "change_list_object_tools.html", "delete_confirmation.html", "delete_selected_confirmation.html",
    "object_history.html", "pagination.html", "popup_response.html", "search_form.html", "submit_line.html",
}  # fmt: skip


def test_no_page_of_ones_own_stands_in_for_all_lists_of_an_app():
    assert [str(path.relative_to(ADMIN)) for path in ADMIN.glob("*/*.html") if path.name in TAKEN] == []

"""Views, forms and pages of the desk reach people only through a door."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOORS = {"visible_to", "within_reach_of", "opened_to"}
PLACES = ["alumni/views", "alumni/admin", "alumni/forms", "alumni/templatetags", "alumni_office",
          "chapters/views", "chapters/admin", "chapters/forms", "events/views", "events/admin", "events/forms",
          "donations/views", "donations/admin", "donations/forms",
          "publications/views", "publications/admin", "publications/forms"]  # fmt: skip
# {function: why it may begin with all people}
ALLOWED = {
    "alumni/admin/guards.py person_or_404": "archived people as well; within_reach_of comes in the next lines",
    "alumni/admin/person_acts.py archived": "archived people alone; within_reach_of comes in the next line",
}


def test_no_view_and_no_page_of_the_desk_reaches_people_without_a_door():
    found = {place for path in sources() for place in without_a_door(path)}
    assert found == set(ALLOWED)


def test_what_is_allowed_without_a_door_passes_one_before_it_ends():
    for place in ALLOWED:
        path, function = place.split()
        tree = ast.parse((ROOT / path).read_text())
        body = next(node for node in tree.body if getattr(node, "name", "") == function)
        assert DOORS & {node.attr for node in ast.walk(body) if isinstance(node, ast.Attribute)}


def sources():
    return sorted(path for place in PLACES for path in (ROOT / place).rglob("*.py") if "migrations" not in path.parts)


def without_a_door(path):
    """The functions that say Alumnus.objects and go on with anything but a door."""
    tree = ast.parse(path.read_text())
    for top in tree.body:
        for node in ast.walk(top):
            if isinstance(node, ast.Attribute) and is_all_people(node.value) and node.attr not in DOORS:
                yield f"{path.relative_to(ROOT)} {getattr(top, 'name', '')}"


def is_all_people(node) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in ("objects", "_default_manager", "_base_manager")
        and isinstance(node.value, ast.Name)
        and node.value.id == "Alumnus"
    )

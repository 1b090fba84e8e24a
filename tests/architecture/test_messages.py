"""The collector of texts does not see into f-strings: what stands there would stay English on every page."""

import ast
from pathlib import Path

import polib

ROOT = Path(__file__).parents[2]
APPS = ["alumni", "alumni_office", "chapters", "publications"]
PLAIN, WITH_CONTEXT = {"_", "gettext", "gettext_lazy", "ngettext"}, {"pgettext", "pgettext_lazy"}


def asked(path: Path):
    """(context, text) of each call with its texts written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        count = 1 if node.func.id in PLAIN else 2 if node.func.id in WITH_CONTEXT else 0
        said = [each.value for each in node.args[:count] if isinstance(each, ast.Constant)]
        if count and len(said) == count:
            yield tuple([None, *said][-2:])


def test_every_text_that_the_source_asks_for_is_in_the_catalogue():
    catalogue = polib.pofile(str(ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    missing = {(path.name, *text) for path in files for text in asked(path) if text not in known}
    assert missing == set()

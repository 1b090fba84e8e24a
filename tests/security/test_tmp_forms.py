import re

import pytest

from .looks import look_around

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["superuser", "alumnus", "officer"])
def test_forms(world, who):
    found = {}
    for look in look_around(world, who).all:
        for m in re.finditer(r"<form\b([^>]*)>(.*?)</form>", look.text, re.S):
            if re.search(r'method="?post', m.group(1), re.I):
                continue
            n = len(re.findall(r'<select|<textarea|<input(?![^>]*type="(?:hidden|submit|checkbox|radio)")', m.group(2)))
            c = len(re.findall(r'type="(?:checkbox|radio)"', m.group(2)))
            if n + c > 2:
                found.setdefault((look.name, n, c), m.group(1)[:90])
    with open("/tmp/polish-forms.txt", "a") as f:
        for k, v in sorted(found.items()):
            print(who, k, v, file=f)

"""What the two READMEs point at is there, and both say the same commands."""

import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("name", READMES)
def test_what_it_links_to_exists(name):
    text = (CHECKOUT / name).read_text()
    links = re.findall(r"\]\(([^)#]+)", text)
    assert "docs/img/search-zh.png" in links
    assert [link for link in links if not (CHECKOUT / link).exists()] == []
    named = re.findall(r"(?:script|deploy|docs)/[\w./-]*\w", text)
    assert [path for path in named if not (CHECKOUT / path).exists() and path != "deploy/production.env"] == []


def test_both_give_the_same_commands():
    english, chinese = ({line.split()[0] for line in commands(name)} for name in READMES)
    assert english == chinese


def commands(name):
    return [line for line in (CHECKOUT / name).read_text().splitlines() if re.match(r"    (script|\.ci|manage)", line)]

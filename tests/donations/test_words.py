"""Chinese words of giving: an English word that several apps share has one Chinese word for each of them."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

ROOT = Path(settings.BASE_DIR)
FOREIGN = [
    "开幕日", "闭幕日", "届次", "届期", "验证码", "退稿", "撤销认证", "取消活动", "所在刊期", "报名", "限制处理",
    "符合条件的活动", "尚未推选代表", "待审阅的材料", "所涉何人", "已预告", "已审定", "赞成", "已作废", "成立申请",
    "导入时间",
]  # fmt: skip
# What these words say where they are giving's own: the council of the club votes, and a receipt is void.
OWN = {
    ("", "In favour"), ("", "in favour"), ("", "Votes for"), ("", "It is dropped."), ("", "Dropped"), ("", "Drop it"),
    ("", "The receipt is void. Its number stays used, and its gifts are due again."),
}  # fmt: skip
IN_TEMPLATES = re.compile(r'translate "([^"]+)"(?: context "([^"]+)")?')
IN_CODE = re.compile(r'(?<![\w.])(?:_|gettext_lazy)\(\s*"([^"\n]+)"\s*\)|pgettext(?:_lazy)?\(\s*"([^"]+)",\s*"([^"]+)"')


def _sources():
    for folder in ("templates/donations", "templates/admin/donations"):
        yield from (ROOT / folder).rglob("*.html")
    yield from (path for path in (ROOT / "donations").rglob("*.py") if "migrations" not in path.parts)


def _said():
    for path in _sources():
        text = path.read_text()
        if path.suffix == ".html":
            yield from ((context, word) for word, context in IN_TEMPLATES.findall(text))
        else:
            for word, context, with_context in IN_CODE.findall(text):
                yield (context, with_context) if with_context else ("", word)


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_word_of_giving_is_said_with_the_chinese_word_of_another_app(foreign):
    with translation.override("zh-hans"):
        found = {
            (context, word)
            for context, word in set(_said()) - OWN
            if foreign in (translation.pgettext(context, word) if context else translation.gettext(word))
        }
    assert found == set()

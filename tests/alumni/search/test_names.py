"""The ways in which one name is looked for."""

import pytest

from tests.factories import make_alumnus

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("word", ["王", "晓", "明", "王晓", "晓明", "王晓明", "曉", "王曉明"])
def test_a_fragment_of_one_character_and_more(find, word):
    make_alumnus("王晓明")
    make_alumnus("李大力")
    assert find(word) == ["王晓明"]


def test_characters_that_are_no_neighbours_are_no_fragment_but_two_words_are(find):
    make_alumnus("王晓明")
    assert find("王明") == []
    assert find("王 明") == ["王晓明"]


@pytest.mark.parametrize(
    "word",
    ["wangxiaoming", "wang xiao ming", "wang xiaoming", "wangxiao ming", "wangxiaom", "wangx", "w", "xiaoming", "xiao", "ming",
     "WangXiaoMing", "ＷＡＮＧ", "xiaom", "m"],
)  # fmt: skip
def test_a_reading_whole_or_its_beginning_with_and_without_spaces(find, word):
    make_alumnus("王晓明")
    make_alumnus("李大力")
    assert find(word) == ["王晓明"]


@pytest.mark.parametrize("word", ["wxm", "wx", "xm", "w x m", "WXM"])
def test_initials(find, word):
    make_alumnus("王晓明")
    make_alumnus("李大力")
    assert find(word) == ["王晓明"]


def test_initials_of_a_long_name(find):
    make_alumnus("阿不都热合曼江买买提")
    assert find("abdrhm") == find("abdrhmj") == find("abdrhmjmmt") == ["阿不都热合曼江买买提"]


@pytest.mark.parametrize(
    ("name", "own", "other"),
    [
        ("单伟", "shanwei", "danwei"),
        ("解伟", "xiewei", "jiewei"),
        ("仇伟", "qiuwei", "chouwei"),
        ("查伟", "zhawei", "chawei"),
        ("盖伟", "gewei", "gaiwei"),
        ("缪伟", "miaowei", "mouwei"),
        ("朴伟", "piaowei", "puwei"),
        ("乐伟", "yuewei", "lewei"),
        ("曾伟", "zengwei", "cengwei"),
        ("区伟", "ouwei", "quwei"),
        ("尉迟伟", "yuchiwei", "weichiwei"),
        ("万俟伟", "moqiwei", "wanqiwei"),
        ("单于伟", "chanyuwei", "danyuwei"),
        ("長孫偉", "zhangsunwei", "changsunwei"),
    ],
)
def test_both_readings_of_a_surname_find_and_the_surname_reading_is_the_better_one(find, name, own, other):
    make_alumnus(name)
    assert find(own) == find(other) == find(own[:4]) == find(other[:4]) == [name]
    rival = other_name(other)
    make_alumnus(rival)
    assert find(other) == [rival, name]  # of the same length: whose own name it is comes first
    assert find(own) == [name]


def other_name(reading):
    """Somebody whose whole name reads so by his surname's own reading."""
    return {
        "danwei": "丹伟", "jiewei": "劫伟", "chouwei": "丑伟", "chawei": "叉伟", "gaiwei": "改伟", "mouwei": "谋伟",
        "puwei": "圃伟", "lewei": "泐伟", "cengwei": "层伟", "quwei": "取伟", "weichiwei": "卫侈伟", "wanqiwei": "丸七伟",
        "danyuwei": "丹与伟", "changsunwei": "场荪伟",
    }[reading]  # fmt: skip


def test_every_reading_of_every_character_finds(find):
    make_alumnus("王乐行")
    for said in ("wanglexing", "wangyuexing", "wanglehang", "wangyuehang", "lexing", "yuehang", "xing", "hang"):
        assert find(said) == ["王乐行"], said
    assert find("wlx") == find("wyh") == ["王乐行"]


@pytest.mark.parametrize("word", ["lvbu", "lubu", "lyubu", "lvb", "lü", "lb"])
def test_umlaut_is_typed_in_three_ways(find, word):
    make_alumnus("吕布")
    assert find(word) == ["吕布"]


@pytest.mark.parametrize(
    ("stored", "typed"), [("陈国龙", "陳國龍"), ("陳國龍", "陈国龙"), ("陳國龍", "國龍"), ("陈国龙", "龍")]
)
def test_traditional_and_simplified_find_each_other(find, stored, typed):
    make_alumnus(stored)
    assert find(typed) == [stored]


def test_the_name_as_written_finds_too(find):
    make_alumnus("于右任", name_as_written="於右任")
    assert find("於右任") == find("于右任") == ["于右任"]


@pytest.mark.parametrize("dot", ["", "·", "•", "．", "‧", "・", " ", "-"])
def test_the_dot_of_a_minority_name_in_any_form(find, dot):
    make_alumnus("买买提·阿不都")
    assert find(f"买买提{dot}阿不都") == find(f"提{dot}阿") == ["买买提·阿不都"]


@pytest.mark.parametrize("dot", ["•", "．", "‧", "・"])
def test_the_stored_dot_may_have_any_form(find, dot):
    make_alumnus(f"买买提{dot}阿不都")
    assert find("买买提·阿不都") == [f"买买提{dot}阿不都"]


def test_characters_beyond_the_first_plane(find):
    make_alumnus("王𠮷𬍛")
    make_alumnus("王吉")
    assert find("𠮷") == find("𬍛") == find("王𠮷") == find("wang")[1:] == ["王𠮷𬍛"]


@pytest.mark.parametrize("word", ["Anna", "ANNA", "muller", "Müller", "MÜLLER", "mueller"[:2], "annamuller", "mulleranna", "anna muller",
                                  "muller anna", "Müller, Anna", "am", "ｍｕｌｌｅｒ"])  # fmt: skip
def test_a_name_in_letters_folds_accents_case_and_width(find, word):
    make_alumnus("Anna Müller")
    make_alumnus("李大力")
    assert find(word) == ["Anna Müller"]


@pytest.mark.parametrize("word", ["Nguyen", "nguyễn", "thi", "huong", "hương nguyễn"])
def test_stacked_accents(find, word):
    make_alumnus("Nguyễn Thị Hương")
    assert find(word) == ["Nguyễn Thị Hương"]


def test_the_latin_name_of_a_chinese_person(find):
    make_alumnus("王伟", latin_name="Wang, David Wei")
    assert find("david") == find("davidwei") == find("wangdavid") == find("王伟 david") == ["王伟"]


def test_former_names_in_characters_and_letters(find):
    make_alumnus("王伟", former_names=["王建国", "Élodie Wang"])
    assert find("建国") == find("wangjianguo") == find("elodie") == find("王建") == ["王伟"]


def test_a_former_name_is_the_poorer_find(find):
    make_alumnus("李四", former_names=["王建国"])
    make_alumnus("王建国庆")
    assert find("王建国") == ["王建国庆", "李四"]


def test_a_name_of_nothing_but_signs_is_listed(find):
    make_alumnus("？？")
    make_alumnus("王伟")
    assert sorted(find("")) == ["王伟", "？？"]


@pytest.mark.parametrize("word", ["김철수", "鈴木一郎", "すずき", "Иванов", "Ελένη"])
def test_other_scripts(find, word):
    make_alumnus({"すずき": "スズキ すずき", "Иванов": "Иван Иванов", "Ελένη": "Ελένη Π"}.get(word, word))
    assert len(find(word)) == 1

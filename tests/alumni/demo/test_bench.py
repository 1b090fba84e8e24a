import importlib
from types import ModuleType

import pytest

from alumni.models import Tag
from benchmarks.__main__ import CASES
from benchmarks.measuring import Result, cost_of, in_turns, percentile
from benchmarks.search import recorded, replay


def test_every_case_of_the_benchmark_says_what_it_asks():
    for name in CASES:
        module = importlib.import_module(f"benchmarks.{name}")
        assert isinstance(module, ModuleType)
        assert callable(module.measure)
        assert module.__doc__.splitlines()[0].endswith(".")


def test_percentiles_are_values_that_occurred():
    assert percentile([5, 1, 4, 2, 3], 50) == 3
    assert percentile(range(1, 101), 95) == 95
    assert percentile([7], 95) == 7


def test_a_result_is_one_line_with_measure_limit_ratio_and_verdict():
    line = Result("王 against SQL", 12.5, "ms", 10, 1.25, "<= 1.5 x", True).line("search")

    assert line.split() == [
        "search",
        "王",
        "against",
        "SQL",
        "12.5",
        "ms",
        "10.0",
        "ms",
        "1.25",
        "x",
        "<=",
        "1.5",
        "x",
        "ok",
    ]
    assert "MISS" in Result("x", 2, target="<= 1 ms", is_met=False).line("kinds")


@pytest.mark.django_db
def test_costs_are_measured_on_both_sides_in_turns():
    order = []
    ours, limits = in_turns([(lambda: order.append("ours"), lambda: order.append("limit"))])

    assert order == ["ours", "limit", "limit", "ours"]
    assert len(ours) == len(limits) == 1
    assert cost_of(lambda: sum(range(100_000))).client > 0.1


@pytest.mark.django_db
def test_what_a_piece_of_work_sent_to_the_database_can_be_sent_again():
    Tag.objects.create(name="校友")

    sent = recorded(lambda: list(Tag.objects.filter(name="校友")))
    replay(sent)()

    assert [params for _, params in sent] == [("校友",)]

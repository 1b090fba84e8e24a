"""CPU of the database for each kind of search: under 10 ms at the 95th percentile, 25 ms with two filters."""

from alumni.queries.search import search

from .measuring import Result, cost_of, percentile


def measure(site):
    for kind, questions in site.questions(120).items():
        for question in questions[:5]:
            search(site.staff, *question)
        costs = [cost_of(lambda q=q: search(site.staff, *q)).server for q in questions]
        most = 25 if "filters" in kind or "year" in kind else 10
        worst = percentile(costs, 95)
        yield Result(
            f"database's CPU: {kind}", worst, target=f"<= {most} ms", is_met=worst <= most,
            note=f"p95; median {percentile(costs, 50):.2f}, most {max(costs):.1f}",
        )  # fmt: skip

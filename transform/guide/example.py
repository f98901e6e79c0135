"""An example of how an indicator counts: the rows of a unit test, given and expected."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from operational.core.i18n import _
from transform.guide.project import Node, Project
from transform.reader.catalog import Metric

_WORDS = re.compile(r"[a-z_]\w*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def example(project: Project, metric: Metric) -> Iterator[str]:
    """The lines of the example, or none where no rule on the way has a test."""
    test = _chosen(project, metric)
    if test is None:
        return
    yield _("De ces lignes :")
    for given in test["given"]:
        yield f"\n`{_input(given['input'])}`\n"
        yield from _table(given["rows"])
    yield "\n" + _("`{model}` tire celles-ci :").format(model=test["model"]) + "\n"
    yield from _table(test["expect"]["rows"])


def _chosen(project: Project, metric: Metric) -> Node | None:
    """The test that best shows what is summed: of its column, nearest to the figure."""
    found = [
        (model, test)
        for model in _nearest_first(project, metric)
        for test in project.unit_tests(model)
    ]
    telling = [(model, test) for model, test in found if _share(test, _summed(metric, model))]
    if not telling:
        return found[0][1] if found else None
    nearest, _test = telling[0]
    tests = [test for model, test in telling if model == nearest]
    return max(tests, key=lambda test: _share(test, _summed(metric, nearest) | _days(metric)))


def _nearest_first(project: Project, metric: Metric) -> list[str]:
    facts = [term.rows.table for term in metric.terms if term.rows]
    path = [name for name in reversed(project.path(metric)) if not name.startswith("dim_")]
    return [*dict.fromkeys([*facts, *path])]


def _share(test: Node, columns: set[str]) -> float:
    """How much of what a test expects is in some columns."""
    expected = {column for row in test["expect"]["rows"] for column in row}
    return len(expected & columns) / max(len(expected), 1)


def _summed(metric: Metric, model: str) -> set[str]:
    """The columns that the terms sum, by their names in a model."""
    told = [
        term.aggregate if model == term.rollup.name else term.rows.expr
        for term in metric.terms
        if term.rows
    ]
    return {word for text in told for word in _WORDS.findall(text)} - {"sum", "count"}


def _days(metric: Metric) -> set[str]:
    """The columns that say when the terms count."""
    return {term.rows.day for term in metric.terms if term.rows}


def _input(text: str) -> str:
    """`ref('stg_sales__invoices')` is stg_sales__invoices."""
    return text.split("'")[-2]


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not rows:
        yield _("(aucune ligne)")
        return
    columns = list(dict.fromkeys(column for row in rows for column in row))
    yield f"| {' | '.join(f'`{column}`' for column in columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(_cell(row.get(column)) for column in columns)} |"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",").replace("-", "−")
    text = str(value)
    if _DAY.fullmatch(text):
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return text.replace("-", "−") if isinstance(value, int) else text

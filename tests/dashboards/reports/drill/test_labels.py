"""The words for everything that may tell a document."""

import re
from pathlib import Path

import pytest
import yaml

import transform
from dashboards.reports.drill.figures import titles
from dashboards.reports.drill.labels import CODES, COLUMNS, value_column
from transform.reader import Metric
from transform.reader.catalog import indicators
from transform.reader.facts import NAMES

MARTS = Path(transform.__file__).parent / "models" / "marts"
TERMS = [term for metric in indicators() for term in metric.terms]


def told(keys: tuple[str, ...]) -> set[str]:
    """The columns of documents told by some keys: the keys, and what people call them."""
    names = {shown for name in NAMES if name.keys.keys() <= set(keys) for shown in name.shown}
    return names | {key for key in keys if not key.endswith("_id")}


@pytest.mark.parametrize("metric", indicators(), ids=lambda metric: metric.code)
def test_every_column_has_a_title(metric: Metric) -> None:
    titled = {column.name for column in COLUMNS}
    for term in metric.terms:
        assert term.rows is not None
        shown = told(term.rows.by)
        assert shown, "nothing tells the document"
        assert shown <= titled
        assert value_column(term.measure).title


@pytest.mark.parametrize("metric", indicators(), ids=lambda metric: metric.code)
def test_terms_of_a_ratio_are_in_the_words_of_its_formula(metric: Metric) -> None:
    assert len(titles(metric)) == len(metric.terms)


def test_every_code_of_the_marts_has_a_word() -> None:
    tables = {term.rows.table for term in TERMS if term.rows is not None}
    models = [
        model
        for path in MARTS.rglob("_*__models.yml")
        for model in yaml.safe_load(path.read_text())["models"]
        if model["name"] in tables
    ]
    found = {
        (column["name"], code)
        for model in models
        for column in model["columns"]
        if column["name"] in CODES
        for code in re.findall(r"`(\w+)`", column["description"])
    }
    assert len(found) > 10
    assert found <= {(name, code) for name, words in CODES.items() for code in words}

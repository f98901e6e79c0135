"""A tile: what it says, that it says it without color, and that nothing in it is markup."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dashboards.components.tile import Tile, tile, tone
from operational.core.periods import month_of
from transform.reader import Figure, Good, Metric, Point, Unit
from transform.reader.catalog import metrics

REVENUE = metrics()["revenue"]


def figure(metric: Metric = REVENUE, **over: Any) -> Figure:
    values: dict[str, Any] = {
        "value": Decimal("1284512.37"),
        "n1": Decimal("1187003.11"),
        "n2": Decimal("1052310.02"),
        "change_n1": Decimal("0.08214742"),
        "change_n2": Decimal("0.22066"),
    }
    return Figure(metric=metric, **(values | over))


def html(shown: Figure, *months: Decimal | int | None) -> str:
    points = [
        Point(month_of(date(2026, number, 1)), value) for number, value in enumerate(months, 1)
    ]
    text = tile(
        Tile(shown, points, [("Période", "octobre <2026>")], {"salesperson": "Commercial"})
    )
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_value_change_and_past_are_rounded_and_exact_ones_are_at_hand() -> None:
    text = html(figure())
    assert '<p class="q-value" title="1 284 512,37 €">1 284 512 €</p>' in text
    assert '<dt>N-1</dt><dd title="1 187 003,11 €">1 187 003 €</dd>' in text
    assert '<dt>N-2</dt><dd title="1 052 310,02 €">1 052 310 €</dd>' in text
    assert "<dt>N-1</dt><dd>1 187 003,11 € (+8,2 %)</dd>" in text
    assert "<dt>N-2</dt><dd>1 052 310,02 € (+22,1 %)</dd>" in text


@pytest.mark.parametrize(
    ("good", "change", "arrow", "word"),
    [
        (Good.UP, "0.08", "▲", "favorable"),
        (Good.UP, "-0.08", "▼", "défavorable"),
        (Good.DOWN, "0.08", "▲", "défavorable"),
        (Good.DOWN, "-0.08", "▼", "favorable"),
        (Good.NEITHER, "0.08", "▲", "neutre"),
        (Good.UP, "0.0004", "=", "stable"),
        (Good.UP, "0", "=", "stable"),
    ],
)
def test_change_reads_without_color(good: Good, change: str, arrow: str, word: str) -> None:
    shown = figure(replace(REVENUE, good=good), change_n1=Decimal(change))
    text = html(shown)
    assert f'<span aria-hidden="true">{arrow}</span>' in text
    assert f"</b>{word}</p>" in text
    assert (tone(shown) == "good") == (word == "favorable")


def test_change_of_a_percentage_is_in_points() -> None:
    rate = replace(REVENUE, unit=Unit.PERCENT)
    text = html(figure(rate, value=Decimal("0.3132"), change_n1=Decimal("-0.0162")))
    assert ">31,3 %</p>" in text
    assert "−1,6 pt</b>" in text


def test_nothing_to_compare_is_a_dash_and_not_a_zero() -> None:
    text = html(figure(n1=Decimal(0), change_n1=None, n2=None, change_n2=None))
    assert "<b>–</b>N-1 est nul</p>" in text
    assert '<dt>N-2</dt><dd title="–">–</dd>' in text


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"n1": None}, "<b>–</b>rien à mesurer en N-1</p>"),
        ({"value": None}, "<b>–</b>rien à mesurer sur la période</p>"),
        ({"n1": Decimal(0)}, "<b>–</b>N-1 est nul</p>"),
        ({"value": Decimal(0), "n1": Decimal(0)}, "=</span></b>stable</p>"),
    ],
)
def test_why_there_is_no_change_is_said_in_words(over: dict[str, Any], why: str) -> None:
    assert why in html(figure(change_n1=None, **over))


@pytest.mark.parametrize(
    ("unit", "value", "n1", "change"),
    [
        (Unit.PERCENT, "0.40860", "0.40945", "-0.00085"),
        (Unit.TIMES, "3.44", "3.36", "0.0238"),
    ],
)
def test_change_between_figures_that_read_the_same_is_none(
    unit: Unit, value: str, n1: str, change: str
) -> None:
    shown = figure(
        replace(REVENUE, unit=unit),
        value=Decimal(value),
        n1=Decimal(n1),
        change_n1=Decimal(change),
    )
    assert tone(shown) == "flat"
    assert '<b><span aria-hidden="true">=</span></b>stable</p>' in html(shown)


def test_tile_leads_to_the_documents_of_its_figure() -> None:
    shown = Tile(figure(), (), (), {}, link="/detail?figure=revenue&period=2026-10")
    assert '<a class="q-face" href="/detail?figure=revenue&amp;period=2026-10">' in tile(shown)
    assert '<a class="q-face"' not in html(figure())


def test_filter_that_the_indicator_does_not_know_is_named() -> None:
    refused = figure(
        value=None,
        n1=None,
        n2=None,
        change_n1=None,
        change_n2=None,
        refused_filters=("salesperson",),
    )
    text = html(refused)
    assert '<p class="q-value" title="–">–</p>' in text
    assert "<b>–</b>ne se filtre pas par commercial</p>" in text


def test_bars_stand_on_a_zero_they_share() -> None:
    bars = re.findall(r"--from:([\d.]+)%;--size:([\d.]+)%", html(figure(), 30, -10, None, 0))
    assert bars == [("25.0", "75.0"), ("0.0", "25.0"), ("25.0", "0.0"), ("25.0", "0.0")]


def test_bars_are_told_to_who_does_not_see_them() -> None:
    text = html(figure(), 30, 40)
    assert 'role="img" aria-label="De 30 € en janvier 2026 à 40 € en février 2026"' in text
    assert 'title="février 2026 : 40 €"' in text
    assert 'aria-label="Pas d’historique"' in html(figure())


def test_months_without_a_value_leave_no_bar() -> None:
    assert 'class="q-none"' in html(figure(), None)


def test_definition_says_what_how_on_what_and_who() -> None:
    text = html(figure())
    assert f"<p>{REVENUE.definition}</p>" in text
    assert f"<dt>Calcul</dt><dd>{REVENUE.formula}</dd>" in text
    assert "<dt>Période</dt><dd>octobre &lt;2026&gt;</dd>" in text
    assert "<dt>Est favorable</dt><dd>une hausse</dd>" in text
    assert f"<dt>Responsable</dt><dd>{REVENUE.owner}</dd>" in text


def test_words_of_the_catalog_are_text_and_never_markup() -> None:
    marked = replace(REVENUE, label="<b>CA</b>", definition="<i>a</i>", formula="a < b", owner="&")
    text = html(figure(marked))
    assert "<b>CA</b>" not in text
    assert "<i>a</i>" not in text
    assert "&lt;b&gt;CA&lt;/b&gt;" in text
    assert "<dd>a &lt; b</dd>" in text


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_of_the_catalog_reads(unit: Unit) -> None:
    assert html(figure(replace(REVENUE, unit=unit), value=3))

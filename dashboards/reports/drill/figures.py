"""The detail of an indicator, drawn: what its figure is, and its documents as tables."""

from collections.abc import Sequence
from html import escape

import polars as pl

from dashboards.components import addresses
from dashboards.components.filters import Filters
from dashboards.components.scope import period_name
from dashboards.components.table import Column, Kind, Table
from dashboards.components.units import READINGS
from dashboards.reports.drill.data import Detail
from dashboards.reports.drill.labels import CODES, COLUMNS, value_column
from operational.core.i18n import _
from transform.reader import Metric, Part


def head(detail: Detail, filters: Filters, kept: Sequence[str]) -> str:
    """The HTML of what the figure is: its name and value, the period, whose it is, its meaning."""
    metric, value = detail.figure.metric, detail.figure.value
    title = _("{label} : {value}").format(
        label=metric.label, value=READINGS[metric.unit].exact(value)
    )
    said = " · ".join([period_name(filters, detail.periods), *kept])
    back = escape(addresses.board(filters))
    return (
        f'<div class="q-head"><a class="q-back" href="{back}">'
        f"{_('← Tableau de bord')}</a><h1>{escape(title)}</h1><p>{escape(said)}</p></div>"
    )


def meaning(metric: Metric) -> str:
    """The HTML of what the figure counts, and how."""
    return (
        f'<p class="q-meaning">{escape(metric.definition)}<br>'
        f"<span>{_('Calcul :')} {escape(metric.formula)}</span></p>"
    )


def titles(metric: Metric) -> list[str]:
    """What the tables are of, in words: the documents, or the two terms of a ratio."""
    if len(metric.terms) == 1:
        return [_("Ce qui fait ce chiffre")]
    numerator, denominator = metric.formula.split(" / ", 1)
    return [
        _("Numérateur : {term}").format(term=numerator),
        _("Dénominateur : {term}").format(term=denominator),
    ]


def table(part: Part) -> Table:
    """The documents of a term, as people read them: names for keys, words for codes."""
    found = part.documents
    rows = found.with_columns(
        pl.col(name).replace(words) for name, words in CODES.items() if name in found.columns
    )
    told = [column for column in COLUMNS if column.name in found.columns]
    return Table([*told, *_days(found), value_column(part.measure)], rows)


def _days(found: pl.DataFrame) -> list[Column]:
    """The days on which documents count: one column where each counts on one."""
    if found["first_day"].equals(found["last_day"]):
        return [Column("first_day", _("Date"), Kind.DAY)]
    return [Column("first_day", _("Du"), Kind.DAY), Column("last_day", _("Au"), Kind.DAY)]

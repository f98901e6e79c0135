"""The one door to the warehouse: the indicators, computed from what was last published."""

from transform.reader.answers import (
    Company,
    FilterUnknown,
    Freshness,
    NothingPublished,
    Option,
    Part,
    TableRows,
    UnknownMetric,
    UnknownTable,
)
from transform.reader.catalog import Dimension, Good, Metric, MetricClass, Unit, metrics
from transform.reader.figures import Figure, Figures, Point
from transform.reader.filters import NO_FILTER, FilterRefused, Filters
from transform.reader.reader import Reader, open_reader
from transform.reader.tables import Table, tables

__all__ = [
    "NO_FILTER",
    "Company",
    "Dimension",
    "Figure",
    "Figures",
    "FilterRefused",
    "FilterUnknown",
    "Filters",
    "Freshness",
    "Good",
    "Metric",
    "MetricClass",
    "NothingPublished",
    "Option",
    "Part",
    "Point",
    "Reader",
    "Table",
    "TableRows",
    "Unit",
    "UnknownMetric",
    "UnknownTable",
    "metrics",
    "open_reader",
    "tables",
]

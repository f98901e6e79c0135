"""The one door to the warehouse: the indicators, computed from what was last published."""

from transform.reader.catalog import Dimension, Good, Metric, MetricClass, Unit
from transform.reader.figures import Figure, Figures, Point
from transform.reader.filters import NO_FILTER, FilterRefused, Filters
from transform.reader.reader import (
    Company,
    Freshness,
    NothingPublished,
    Option,
    Reader,
    UnknownMetric,
    open_reader,
)

__all__ = [
    "NO_FILTER",
    "Company",
    "Dimension",
    "Figure",
    "Figures",
    "FilterRefused",
    "Filters",
    "Freshness",
    "Good",
    "Metric",
    "MetricClass",
    "NothingPublished",
    "Option",
    "Point",
    "Reader",
    "Unit",
    "UnknownMetric",
    "open_reader",
]

"""What the reader answers with, and what it refuses."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from transform.reader.figures import Figures
from transform.reader.tables import Layout


class NothingPublished(Exception):
    """The warehouse was never built: there is no figure yet."""


class UnknownMetric(Exception):
    """A code that is not in the catalog."""


class FilterUnknown(Exception):
    """An indicator that has no value by what it was to be filtered by."""


class UnknownTable(Exception):
    """A name that is not that of a table."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """A statistics table read: its total, how many rows it has, and those asked for.

    Columns of `rows`: see `tables.assemble`; then what people call the keys.
    """

    layout: Layout
    total: Figures
    count: int
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Part:
    """What one term of an indicator sums: a row per document, whose `value`s add up to the term.

    Other columns: the keys that tell the document, the days it counts on, and what people call them.
    """

    measure: str
    documents: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Freshness:
    """Which state of the warehouse is read: what PostgreSQL held at `loaded_at`."""

    snapshot: int
    loaded_at: datetime
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Company:
    """A company, and the first day it has a figure for (none yet: no figure at all)."""

    company_id: int
    name: str
    time_zone: str
    fiscal_year_start_month: int
    first_day: date | None


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter; `parent` is the value it goes under in its own filter, if any."""

    value: str
    code: str
    label: str
    parent: str | None

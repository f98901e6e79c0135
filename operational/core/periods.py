"""Periods and their comparison with one and two years before (kpis.md, conventions)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from operational.core.errors import Refusal


class PeriodRefused(Refusal):
    """A text that names no period."""

    def __init__(self, text: str) -> None:
        """Keeps the text as typed."""
        super().__init__(f"not a period: {text!r}")
        self.text = text


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` to `end`, both included. Refuses an end before the start (ValueError)."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuses a period that ends before it starts."""
        if self.end < self.start:
            msg = f"period ends on {self.end} before it starts on {self.start}"
            raise ValueError(msg)

    def __contains__(self, day: date) -> bool:
        """Whether a day is in the period."""
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.end - self.start).days + 1

    def years_before(self, years: int) -> "Period":
        """The same calendar period some years before; a month's last day stays its last day."""
        start, end = years_before(self.start, years), years_before(self.end, years)
        if is_month_end(self.end):
            end = month_end(end)
        return Period(start, end)

    def months(self) -> tuple["Period", ...]:
        """The months of the period, the first and the last as far as they are in it."""
        first = month_of(self.start)
        count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        whole = [month_of(add_months(first.start, number)) for number in range(count + 1)]
        return tuple(
            Period(max(month.start, self.start), min(month.end, self.end)) for month in whole
        )

    def cut_at(self, day: date) -> "Period":
        """The part of the period up to a day, the whole of it where the day is outside."""
        return Period(self.start, day) if day in self else self


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period, and the same one and two years before, cut like for like."""

    n: Period
    n1: Period
    n2: Period


def compare(period: Period, *, today: date, to_date: bool = True) -> Comparison:
    """The period with its N-1 and N-2; all three are cut at today where it contains today.

    `to_date=False` keeps the whole period. 29 February compares with 28 February.
    """
    if to_date and today in period and today != period.end:
        cut = period.cut_at(today)
        return Comparison(
            cut,
            Period(years_before(cut.start, 1), years_before(cut.end, 1)),
            Period(years_before(cut.start, 2), years_before(cut.end, 2)),
        )
    return Comparison(period, period.years_before(1), period.years_before(2))


def years_before(day: date, years: int) -> date:
    """The same day some years before; 29 February becomes 28 February."""
    year = day.year - years
    if (day.month, day.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return day.replace(year=year)


def add_months(day: date, months: int) -> date:
    """The same day some months later (or before), clipped to the end of the month."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return next_month - timedelta(days=1)


def is_month_end(day: date) -> bool:
    """Whether a day is the last of its month."""
    return day == month_end(day)


def month_of(day: date) -> Period:
    """The month of a day."""
    return Period(day.replace(day=1), month_end(day))


def quarter_of(day: date) -> Period:
    """The calendar quarter of a day."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return Period(first, month_end(add_months(first, 2)))


def week_of(day: date) -> Period:
    """The week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def fiscal_year_of(day: date, *, start_month: int = 1) -> Period:
    """The fiscal year of a day, for a company whose years start on the first of a month."""
    year = day.year if day.month >= start_month else day.year - 1
    first = date(year, start_month, 1)
    return Period(first, month_end(add_months(first, 11)))


_YEAR = r"(?:19|20|21)\d{2}"
_DAY = rf"{_YEAR}-\d{{2}}-\d{{2}}"
_FORMS = re.compile(
    rf"(?P<first>{_DAY})\.\.(?P<last>{_DAY})|(?P<day>{_DAY})|(?P<month>{_YEAR}-\d{{2}})"
    rf"|(?P<year>{_YEAR})-[QT](?P<quarter>[1-4])|(?P<whole_year>{_YEAR})"
)


def parse_period(text: str) -> Period:
    """Reads `2026`, `2026-Q3` (or `2026-T3`), `2026-10`, `2026-10-05` or `2026-10-01..2026-10-15`.

    Years are 1900 to 2199. Raises PeriodRefused for anything else, impossible dates included.
    """
    match = _FORMS.fullmatch(text.strip().upper())
    if match is None:
        raise PeriodRefused(text)
    try:
        return _period_of(match)
    except ValueError as error:
        raise PeriodRefused(text) from error


def _period_of(match: re.Match[str]) -> Period:
    if match["first"]:
        return Period(date.fromisoformat(match["first"]), date.fromisoformat(match["last"]))
    if match["day"]:
        day = date.fromisoformat(match["day"])
        return Period(day, day)
    if match["month"]:
        return month_of(date.fromisoformat(f"{match['month']}-01"))
    if match["quarter"]:
        return quarter_of(date(int(match["year"]), 3 * int(match["quarter"]), 1))
    year = int(match["whole_year"])
    return Period(date(year, 1, 1), date(year, 12, 31))

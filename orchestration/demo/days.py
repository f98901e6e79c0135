"""Days of the history: which are worked, how busy each is, and how they become dates and instants.

Days are numbers (days since 1970-01-01) in arrays, dates in frames.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import polars as pl

EPOCH = date(1970, 1, 1)
TIME_ZONE = "Europe/Paris"
HORIZON_DAYS = 400
"""How far plans and due dates may go after today."""


def day_number(day: date) -> int:
    """The number of a day."""
    return (day - EPOCH).days


def dates(days: np.ndarray, *, missing: np.ndarray | None = None) -> pl.Series:
    """Day numbers as dates; null where `missing`."""
    series = pl.Series(np.asarray(days).astype(np.int32)).cast(pl.Date)
    if missing is None:
        return series
    return pl.select(
        pl.when(pl.Series(missing)).then(pl.lit(None, dtype=pl.Date)).otherwise(series)
    ).to_series()


def numbers(column: pl.Series) -> np.ndarray:
    """Dates as day numbers."""
    return column.cast(pl.Int32).to_numpy().astype(np.int64)


def instant(day: str | pl.Expr, minutes: int | pl.Expr = 9 * 60) -> pl.Expr:
    """The instant of a date at a number of minutes after midnight, in the company's time zone."""
    local = (pl.col(day) if isinstance(day, str) else day).cast(pl.Datetime("us"))
    return (
        (local + pl.duration(minutes=minutes))
        .dt.replace_time_zone(TIME_ZONE, ambiguous="earliest", non_existent="null")
        .dt.convert_time_zone("UTC")
    )


class Calendar:
    """The days from `start` to `today`, and `HORIZON_DAYS` more for plans."""

    def __init__(self, start: date, today: date) -> None:
        """Marks the worked days: Monday to Friday, no public holiday."""
        self.first, self.today = day_number(start), day_number(today)
        self.days = np.arange(self.first, self.today + HORIZON_DAYS + 1)
        self.holidays = holidays(start.year, today.year + 2)
        self.weekday = (self.days + 3) % 7
        off = np.isin(self.days, [day_number(day) for day in self.holidays])
        self.is_worked = (self.weekday < 5) & ~off
        self.is_open = (self.weekday < 6) & ~off
        months = self.days.astype("datetime64[D]").astype("datetime64[M]").astype(int)
        self.month = months % 12 + 1
        self.year = months // 12 + 1970
        self._next_worked = self._following(self.is_worked)
        self._next_open = self._following(self.is_open)

    def busyness(
        self, months: Mapping[int, float], *, growth: float, shop: bool = False
    ) -> np.ndarray:
        """The cumulated weight of the days up to today: season × yearly growth × day of the week.

        A shop opens on Saturdays too, its busiest day. One more element than days, the first 0.
        """
        past = self.days <= self.today
        season = np.array([months[month] for month in self.month[past]])
        years = (self.days[past] - self.first) / 365.25
        week = np.where(self.weekday[past] == 5, 1.4 if shop else 0.0, 1.0)
        weight = season * (1 + growth) ** years * week * self.is_open[past]
        return np.concatenate([[0.0], np.cumsum(weight)])

    def draw(
        self, rng: np.random.Generator, busyness: np.ndarray, since: np.ndarray, until: np.ndarray
    ) -> np.ndarray:
        """One day for each pair (`since`, `until`), both included, as likely as it is busy."""
        low = busyness[np.clip(since - self.first, 0, len(busyness) - 1)]
        high = busyness[np.clip(until - self.first + 1, 0, len(busyness) - 1)]
        wanted = low + rng.random(len(low)) * (high - low)
        return self.first + np.searchsorted(busyness, wanted, side="right").clip(1) - 1

    def share(self, busyness: np.ndarray, since: np.ndarray, until: np.ndarray) -> np.ndarray:
        """The busyness between two days, in years of the last twelve months' busyness."""
        low = busyness[np.clip(since - self.first, 0, len(busyness) - 1)]
        high = busyness[np.clip(until - self.first + 1, 0, len(busyness) - 1)]
        return (high - low) / (busyness[-1] - busyness[-366])

    def worked(self, days: np.ndarray) -> np.ndarray:
        """Each day, or the next worked one."""
        return self._next_worked[np.clip(days - self.first, 0, len(self.days) - 1)]

    def opened(self, days: np.ndarray) -> np.ndarray:
        """Each day, or the next one on which the shop opens."""
        return self._next_open[np.clip(days - self.first, 0, len(self.days) - 1)]

    def month_starts(self) -> list[date]:
        """The first day of each month from the start to today's, both included."""
        return [
            date(year, month, 1)
            for year in range(int(self.year[0]), int(self.year[self.today - self.first]) + 1)
            for month in range(1, 13)
            if day_number(date(year, month, 1)) <= self.today
        ]

    def _following(self, wanted: np.ndarray) -> np.ndarray:
        """For each day, the first day from it on that is wanted."""
        positions = np.where(wanted, self.days, np.iinfo(np.int64).max)
        following = np.minimum.accumulate(positions[::-1])[::-1]
        return np.minimum(following, self.days[-1])


def holidays(first_year: int, last_year: int) -> dict[date, str]:
    """The French public holidays of some years, with their names."""
    found: dict[date, str] = {}
    for year in range(first_year, last_year + 1):
        sunday = easter(year)
        found |= {date(year, month, day): name for (month, day), name in FIXED_HOLIDAYS.items()}
        found |= {sunday + timedelta(days=after): name for after, name in EASTER_HOLIDAYS.items()}
    return dict(sorted(found.items()))


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    golden, century, decade = year % 19, year // 100, year % 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (decade // 4) - epact - decade % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


FIXED_HOLIDAYS = {
    (1, 1): "Jour de l’an",
    (5, 1): "Fête du travail",
    (5, 8): "Victoire 1945",
    (7, 14): "Fête nationale",
    (8, 15): "Assomption",
    (11, 1): "Toussaint",
    (11, 11): "Armistice 1918",
    (12, 25): "Noël",
}
EASTER_HOLIDAYS = {1: "Lundi de Pâques", 39: "Ascension", 50: "Lundi de Pentecôte"}

"""The period a person chooses: what sort it is, and its name in an address and in French."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dashboards.components import formats
from operational.core.i18n import _
from operational.core.periods import (
    Period,
    PeriodRefused,
    fiscal_year_of,
    month_of,
    parse_period,
    quarter_of,
)


class PeriodKind(StrEnum):
    """What sort of period is looked at."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    CUSTOM = "custom"


KIND_LABELS = {
    PeriodKind.MONTH: _("Mois"),
    PeriodKind.QUARTER: _("Trimestre"),
    PeriodKind.YEAR: _("Année"),
    PeriodKind.FISCAL_YEAR: _("Exercice"),
    PeriodKind.CUSTOM: _("Dates au choix"),
}

FISCAL_YEAR = "FY"


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period, and what sort it is for the person who chose it."""

    kind: PeriodKind
    period: Period

    def __str__(self) -> str:
        """The choice in an address: 2026-10, 2026-Q4, 2026, FY2026, 2026-10-01..2026-10-15."""
        start = self.period.start
        match self.kind:
            case PeriodKind.MONTH:
                return f"{start:%Y-%m}"
            case PeriodKind.QUARTER:
                return f"{start.year}-Q{_quarter(start)}"
            case PeriodKind.YEAR:
                return str(start.year)
            case PeriodKind.FISCAL_YEAR:
                return f"{FISCAL_YEAR}{start.year}"
            case PeriodKind.CUSTOM:
                return f"{start}..{self.period.end}"

    @property
    def label(self) -> str:
        """The choice in French: octobre 2026, T4 2026, 2026, exercice 2026-2027."""
        start, end = self.period.start, self.period.end
        match self.kind:
            case PeriodKind.MONTH:
                return formats.month(start)
            case PeriodKind.QUARTER:
                return _("T{number} {year}").format(number=_quarter(start), year=start.year)
            case PeriodKind.YEAR:
                return str(start.year)
            case PeriodKind.FISCAL_YEAR:
                return _("exercice {years}").format(years=f"{start.year}-{end.year}")
            case PeriodKind.CUSTOM:
                return formats.days(start, end)


def read_choice(text: str, *, start_month: int) -> PeriodChoice:
    """The choice that an address names; raises PeriodRefused where it names none."""
    if text.startswith(FISCAL_YEAR):
        year = parse_period(text.removeprefix(FISCAL_YEAR)).start.replace(month=start_month)
        choice = choice_at(PeriodKind.FISCAL_YEAR, year, start_month=start_month)
        if str(choice) != text:
            raise PeriodRefused(text)
        return choice
    period = parse_period(text)
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR):
        choice = choice_at(kind, period.start, start_month=start_month)
        if str(choice) == text:
            return choice
    return PeriodChoice(PeriodKind.CUSTOM, period)


def choice_at(kind: PeriodKind, day: date, *, start_month: int) -> PeriodChoice:
    """The period of a kind that a day is in; at choice, that day."""
    return PeriodChoice(kind, _period_at(kind, day, start_month))


def changed_to(
    kind: PeriodKind, choice: PeriodChoice, *, today: date, start_month: int
) -> PeriodChoice:
    """What a choice becomes in another kind: around the same days, today if it is one of them."""
    if kind == PeriodKind.CUSTOM:
        return PeriodChoice(kind, choice.period.cut_at(today))
    day = today if today in choice.period else choice.period.start
    return choice_at(kind, day, start_month=start_month)


def choices(kind: PeriodKind, *, first: date, last: date, start_month: int) -> list[PeriodChoice]:
    """The periods of a kind between two days, latest first."""
    found = [choice_at(kind, last, start_month=start_month)]
    while (start := found[-1].period.start) > first:
        found.append(choice_at(kind, start - timedelta(days=1), start_month=start_month))
    return found


def kinds(*, start_month: int) -> list[PeriodKind]:
    """The kinds to offer: a fiscal year that is the calendar year is not offered twice."""
    return [kind for kind in PeriodKind if kind != PeriodKind.FISCAL_YEAR or start_month != 1]


def _period_at(kind: PeriodKind, day: date, start_month: int) -> Period:
    match kind:
        case PeriodKind.MONTH:
            return month_of(day)
        case PeriodKind.QUARTER:
            return quarter_of(day)
        case PeriodKind.YEAR:
            return fiscal_year_of(day)
        case PeriodKind.FISCAL_YEAR:
            return fiscal_year_of(day, start_month=start_month)
        case PeriodKind.CUSTOM:
            return Period(day, day)


def _quarter(day: date) -> int:
    return (day.month + 2) // 3

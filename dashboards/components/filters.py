"""The bar of filters above figures. Its state is the address of the page, so a link shows the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

import streamlit as st

from dashboards.components.periods import (
    KIND_LABELS,
    PeriodChoice,
    PeriodKind,
    changed_to,
    choice_at,
    choices,
    kinds,
    read_choice,
)
from operational.core.i18n import _
from operational.core.periods import Period, PeriodRefused

PERIOD = "period"
TO_DATE = "to_date"
WHOLE = "no"

EVERY_ONE = {"company": _("Toutes"), "agency": _("Toutes"), "salesperson": _("Tous")}
"""What a box says when its dimension is not filtered."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something to filter by: its name in the warehouse and in French, and its members."""

    name: str
    label: str
    members: Mapping[str, str]
    """Names of the members by their key, as text."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the choice of a period depends on."""

    today: date
    first_day: date
    """The first day with data."""
    time_zone: str
    """Where the company's days start and end."""
    start_month: int
    """The month in which the fiscal years of the company start."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person chose to look at."""

    choice: PeriodChoice
    to_date: bool = True
    members: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The members kept of each dimension; a dimension that is absent keeps all of them."""


def read_filters(
    query: Mapping[str, str], *, calendar: Calendar, dimensions: Sequence[Dimension]
) -> tuple[Filters, list[str]]:
    """The filters an address asks for, and a sentence for each part that means nothing here."""
    problems: list[str] = []
    filters = Filters(
        choice=_read_period(query, calendar, problems),
        to_date=query.get(TO_DATE) != WHOLE,
        members={
            dimension.name: members
            for dimension in dimensions
            if (members := _read_members(query, dimension, problems))
        },
    )
    return filters, problems


def written(filters: Filters) -> dict[str, str]:
    """The filters as the query of an address: what `read_filters` reads."""
    return {
        PERIOD: str(filters.choice),
        **({} if filters.to_date else {TO_DATE: WHOLE}),
        **{name: ",".join(members) for name, members in filters.members.items()},
    }


def filter_bar(*, calendar: Calendar, dimensions: Sequence[Dimension]) -> Filters:
    """Draws the bar, and returns what it is set to; each change goes to the address first."""
    filters, problems = read_filters(st.query_params, calendar=calendar, dimensions=dimensions)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        _kind_box(filters, calendar)
        _period_box(filters, calendar)
        for dimension in dimensions:
            if len(dimension.members) > 1:
                _members_box(dimension, filters)
        if calendar.today in filters.choice.period:
            _to_date_toggle(filters)
    for problem in problems:
        st.html(f'<p class="q-problem" role="status">{escape(problem)}</p>')
    return filters


def _read_period(
    query: Mapping[str, str], calendar: Calendar, problems: list[str]
) -> PeriodChoice:
    this_month = choice_at(PeriodKind.MONTH, calendar.today, start_month=calendar.start_month)
    if PERIOD not in query:
        return this_month
    try:
        return read_choice(query[PERIOD], start_month=calendar.start_month)
    except PeriodRefused:
        problems.append(
            _("La période « {text} » du lien n’existe pas : voici le mois en cours.").format(
                text=query[PERIOD]
            )
        )
        return this_month


def _read_members(
    query: Mapping[str, str], dimension: Dimension, problems: list[str]
) -> tuple[str, ...]:
    asked = [text for text in query.get(dimension.name, "").split(",") if text]
    known = tuple(text for text in asked if text in dimension.members)
    if len(known) < len(asked):
        problems.append(
            _(
                "Le filtre « {label} » du lien désigne ce qui n’existe plus, ou ne vous est pas ouvert."
            ).format(label=dimension.label)
        )
    return known


def _kind_box(filters: Filters, calendar: Calendar) -> None:
    key = "filter-kind"
    st.session_state[key] = filters.choice.kind

    def change() -> None:
        kind: PeriodKind = st.session_state[key]
        changed = changed_to(
            kind, filters.choice, today=calendar.today, start_month=calendar.start_month
        )
        st.query_params[PERIOD] = str(changed)

    st.selectbox(
        _("Période"),
        kinds(start_month=calendar.start_month),
        format_func=KIND_LABELS.__getitem__,
        key=key,
        on_change=change,
        width=150,
    )


def _period_box(filters: Filters, calendar: Calendar) -> None:
    if filters.choice.kind == PeriodKind.CUSTOM:
        _dates_box(filters.choice)
        return
    kind = filters.choice.kind
    key = f"filter-{kind}"
    st.session_state[key] = filters.choice

    def change() -> None:
        st.query_params[PERIOD] = str(st.session_state[key])

    st.selectbox(
        KIND_LABELS[kind],
        _offered(filters.choice, calendar),
        format_func=lambda choice: choice.label,
        key=key,
        on_change=change,
        width=190,
    )


def _offered(current: PeriodChoice, calendar: Calendar) -> list[PeriodChoice]:
    """The periods with data, and the one looked at even if it has none."""
    offered = choices(
        current.kind,
        first=calendar.first_day,
        last=calendar.today,
        start_month=calendar.start_month,
    )
    if current not in offered:
        offered.append(current)
        offered.sort(key=lambda choice: choice.period, reverse=True)
    return offered


def _dates_box(choice: PeriodChoice) -> None:
    key = "filter-dates"
    if len(st.session_state.get(key, ())) != 1:  # else the person has still to pick the end
        st.session_state[key] = (choice.period.start, choice.period.end)

    def change() -> None:
        picked = st.session_state[key]
        if len(picked) == 2:
            st.query_params[PERIOD] = str(PeriodChoice(PeriodKind.CUSTOM, Period(*picked)))

    st.date_input(_("Dates"), format="DD/MM/YYYY", key=key, on_change=change, width=230)


def _members_box(dimension: Dimension, filters: Filters) -> None:
    key = f"filter-{dimension.name}"
    st.session_state[key] = list(filters.members.get(dimension.name, ()))

    def change() -> None:
        picked: list[str] = st.session_state[key]
        if picked:
            st.query_params[dimension.name] = ",".join(picked)
        else:
            st.query_params.pop(dimension.name, None)

    st.multiselect(
        dimension.label,
        list(dimension.members),
        format_func=dimension.members.__getitem__,
        key=key,
        on_change=change,
        placeholder=EVERY_ONE[dimension.name],
        select_all=False,
        width=230,
    )


def _to_date_toggle(filters: Filters) -> None:
    key = "filter-to-date"
    st.session_state[key] = filters.to_date

    def change() -> None:
        if st.session_state[key]:
            st.query_params.pop(TO_DATE, None)
        else:
            st.query_params[TO_DATE] = WHOLE

    st.toggle(
        _("À ce jour"),
        key=key,
        on_change=change,
        help=_("Compare jusqu’au même jour des années précédentes, ou les périodes entières."),
    )

"""Numbers without gap or duplicate, under concurrency and rollbacks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random

import pytest
from sqlalchemy.orm import Session

from operational.core.numbering import DateGoesBackwards, take_number
from operational.workflows.transaction import transaction
from tests.factories.core import make_company

DAY = date(2026, 11, 24)


class GivenUp(Exception):
    """What makes a transaction of the test roll back."""


def test_first_numbers_of_a_series(session: Session) -> None:
    company = make_company(session).id
    assert [_take(session, company) for _ in range(3)] == [
        "FA-2026-00001",
        "FA-2026-00002",
        "FA-2026-00003",
    ]


def test_date_before_the_last_of_the_series_is_refused(session: Session) -> None:
    company = make_company(session).id
    _take(session, company)
    with pytest.raises(DateGoesBackwards) as refusal:
        _take(session, company, on=date(2026, 11, 23))
    assert refusal.value.last == DAY
    assert _take(session, company) == "FA-2026-00002"


def test_32_sessions_and_rollbacks_leave_no_gap(database_url: str) -> None:
    with transaction(database_url) as session:
        company = make_company(session).id

    def issue(seed: int) -> list[str]:
        chance, kept = Random(seed), []
        for _ in range(5):
            try:
                with transaction(database_url) as session:
                    number = _take(session, company)
                    give_up(chance.random() < 0.3)
                kept.append(number)
            except GivenUp:
                continue
        return kept

    with ThreadPoolExecutor(32) as sessions:
        numbers = sorted(number for kept in sessions.map(issue, range(32)) for number in kept)
    assert numbers == [f"FA-2026-{i:05d}" for i in range(1, len(numbers) + 1)]
    assert 80 < len(numbers) < 160


def give_up(now: bool) -> None:  # noqa: FBT001
    if now:
        raise GivenUp


def _take(session: Session, company_id: int, on: date = DAY) -> str:
    return take_number(
        session, company_id=company_id, kind="invoice", fiscal_year=2026, prefix="FA-2026-", on=on
    )

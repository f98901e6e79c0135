"""The seal of records, VAT inside a gross, points: golden cases and properties."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.core.money import round_half_up
from operational.till.rules import (
    EVENT_FIELDS,
    RECEIPT_FIELDS,
    canonical,
    event_record,
    is_sealed,
    points_earned,
    points_worth,
    receipt_record,
    seal,
    vat_shares,
)

KEY = b"a key"
cents = st.integers(-1_000_000, 1_000_000).map(lambda n: Decimal(n).scaleb(-2))
rates = st.sampled_from([Decimal("2.1"), Decimal("5.5"), Decimal(10), Decimal(20), Decimal(0)])
records = st.dictionaries(
    st.text(max_size=5), st.one_of(cents, st.text(max_size=8), st.booleans())
)


def test_a_record_has_one_way_to_be_written() -> None:
    paris = timezone(timedelta(hours=2))
    assert (
        canonical(
            {"b": [Decimal("12.50"), None], "a": datetime(2026, 6, 1, 9, tzinfo=paris), "é": 1}
        )
        == canonical(
            {"é": 1, "a": datetime(2026, 6, 1, 7, tzinfo=UTC), "b": (Decimal("12.5"), None)}
        )
        == '{"a":"2026-06-01T07:00:00.000000+00:00","b":["12.5",null],"é":1}'
    )


@pytest.mark.parametrize("value", [1.5, datetime(2026, 6, 1), object()])  # noqa: DTZ001
def test_what_has_several_ways_to_be_written_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"value": value})


@given(records, st.binary(min_size=1), st.binary(min_size=1))
def test_a_seal_holds_for_its_record_its_place_and_its_key(
    record: dict[str, Any], key: bytes, other_key: bytes
) -> None:
    sealed = seal(record=record, previous_hash="00", key=key)
    changed = record | {"added": 1}

    assert is_sealed(record=record, previous_hash="00", by=sealed, key=key)
    assert not is_sealed(record=changed, previous_hash="00", by=sealed, key=key)
    assert not is_sealed(record=record, previous_hash="01", by=sealed, key=key)
    assert is_sealed(record=record, previous_hash="00", by=sealed, key=other_key) == (
        seal(record=record, previous_hash="00", key=other_key) == sealed
    )


def test_without_the_key_a_chain_made_again_is_found_out() -> None:
    sealed = seal(record={"gross": Decimal(12)}, previous_hash=None, key=KEY)
    forged = seal(record={"gross": Decimal(2)}, previous_hash=None, key=b"guessed")

    assert sealed.signature != forged.signature
    assert not is_sealed(record={"gross": Decimal(2)}, previous_hash=None, by=forged, key=KEY)


def test_a_cent_on_a_line_breaks_the_seal_of_its_receipt() -> None:
    receipt = dict.fromkeys(RECEIPT_FIELDS, "same")
    line = {
        "position": 1,
        "item": "ART1",
        "designation": "Chlore",
        "quantity": Decimal(1),
        "unit_price_gross": Decimal(12),
        "discount_gross": Decimal(0),
        "vat_category": "S",
        "vat_percentage": Decimal(20),
        "net": Decimal(10),
        "vat": Decimal(2),
        "gross": Decimal(12),
    }
    payment = {"position": 1, "payment_method": "cash", "amount": Decimal(12)}
    records = [
        receipt_record(till="K1", receipt=receipt, lines=[sold], vats=[], payments=[payment])
        for sold in (line, line | {"gross": Decimal("12.01")})
    ]

    sealed = seal(record=records[0], previous_hash=None, key=KEY)

    assert [
        is_sealed(record=record, previous_hash=None, by=sealed, key=KEY) for record in records
    ] == [True, False]


def test_keys_of_the_database_are_not_sealed() -> None:
    event = dict.fromkeys(EVENT_FIELDS, "same") | {"id": 1, "till_id": 2}
    assert set(event_record(till="K1", event=event)) == {"till", *EVENT_FIELDS}


@given(st.lists(cents, max_size=30), rates)
def test_vat_of_lines_sums_to_the_vat_of_their_total(
    grosses: list[Decimal], rate: Decimal
) -> None:
    shares = vat_shares(grosses, percentage=rate)

    total = sum(grosses, Decimal(0))
    assert sum(shares, Decimal(0)) == round_half_up(total * rate / (100 + rate))
    assert all(
        abs(share - gross * rate / (100 + rate)) <= Decimal("0.01")
        for share, gross in zip(shares, grosses, strict=True)
    )


@pytest.mark.parametrize(
    ("total", "paid_in_points", "returned", "points"),
    [("99.99", 0, 0, 9), (100, 0, 0, 10), (100, 25, 0, 7), (100, 25, 30, 4), (20, 0, 30, 0)],
)
def test_points_are_earned_on_what_was_really_paid_and_kept(
    total: str, paid_in_points: int, returned: int, points: int
) -> None:
    earned = points_earned(
        total=Decimal(total),
        paid_in_points=Decimal(paid_in_points),
        returned=Decimal(returned),
        factor=Decimal(10),
    )
    assert earned == points


@pytest.mark.parametrize(("points", "worth"), [(99, "0.00"), (100, "5.00"), (101, "5.05")])
def test_points_are_worth_something_from_the_threshold_on(points: int, worth: str) -> None:
    value = points_worth(points=points, point_value=Decimal("0.05"), threshold=100)
    assert value == Decimal(worth)

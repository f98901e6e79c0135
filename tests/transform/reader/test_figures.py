"""Values and changes, from the sums of the terms."""

from decimal import Decimal

import pytest

from transform.reader.catalog import metrics
from transform.reader.figures import Number, change, value_of

REVENUE, RATE, NEW = (metrics()[code] for code in ("revenue", "margin_rate", "new_customers"))


@pytest.mark.parametrize(
    ("code", "sums", "value"),
    [
        ("revenue", [Decimal("12.50")], Decimal("12.50")),
        ("revenue", [None], Decimal("0.00")),
        ("new_customers", [None], 0),
        ("margin_rate", [Decimal(25), Decimal(100)], Decimal("0.25")),
        ("margin_rate", [None, Decimal(100)], Decimal(0)),
        ("margin_rate", [Decimal(25), Decimal(0)], None),
        ("average_invoice", [Decimal(-30), None], None),
    ],
)
def test_a_sum_of_nothing_is_zero_and_a_ratio_of_nothing_has_no_value(
    code: str, sums: list[Number | None], value: Number | None
) -> None:
    assert value_of(metrics()[code], sums) == value


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (Decimal(110), Decimal(100), Decimal("0.1")),
        (Decimal(-50), Decimal(-100), Decimal("0.5")),
        (Decimal(50), Decimal(-100), Decimal("1.5")),
        (Decimal(50), Decimal("0.00"), None),
        (Decimal(50), None, None),
        (None, Decimal(50), None),
    ],
)
def test_a_change_is_in_proportion_of_what_was_before(
    now: Decimal | None, before: Decimal | None, expected: Decimal | None
) -> None:
    assert change(REVENUE, now, before) == expected


def test_the_change_of_a_count_is_a_fraction_too() -> None:
    assert change(NEW, 3, 2) == Decimal("0.5")


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [("0.31", "0.29", Decimal("0.02")), ("0.31", "0", Decimal("0.31")), (None, "0.29", None)],
)
def test_the_change_of_a_rate_is_in_points(
    now: str | None, before: str, expected: Decimal | None
) -> None:
    value = None if now is None else Decimal(now)

    assert change(RATE, value, Decimal(before)) == expected

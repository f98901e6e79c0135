"""Money: golden cases of rules.md and properties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.core.money import line_net, round_half_up, share_evenly, spread, vat_of

cents = st.integers(-10_000_000_000, 10_000_000_000).map(lambda n: Decimal(n).scaleb(-2))
weights = st.lists(
    st.integers(0, 10_000_000).map(lambda n: Decimal(n).scaleb(-2)), min_size=1, max_size=30
).filter(lambda ws: sum(ws) > 0)


def test_thousand_in_three() -> None:
    assert share_evenly(Decimal(1000), 3) == [
        Decimal("333.33"),
        Decimal("333.34"),
        Decimal("333.33"),
    ]


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1.0049", "1.00")],
)
def test_halves_go_away_from_zero(amount: str, rounded: str) -> None:
    assert round_half_up(Decimal(amount)) == Decimal(rounded)


def test_line_net_with_discount() -> None:
    net = line_net(quantity=Decimal(950), unit_price=Decimal(20), discount_rate=Decimal(5))
    assert net == Decimal("18050.00")


def test_vat_of_a_progress_claim() -> None:
    assert vat_of(net=Decimal("1082.25"), percentage=Decimal(20)) == Decimal("216.45")


@given(cents, st.integers(1, 60))
def test_equal_shares_sum_to_the_total(total: Decimal, parts: int) -> None:
    shares = share_evenly(total, parts)
    assert sum(shares) == total
    assert max(shares) - min(shares) <= Decimal("0.01")


@given(cents, weights)
def test_spread_sums_to_the_total_within_a_cent_of_proportion(
    total: Decimal, parts: list[Decimal]
) -> None:
    shares = spread(total, parts)
    assert sum(shares) == total
    for share, weight in zip(shares, parts, strict=True):
        assert abs(share - total * weight / sum(parts)) < Decimal("0.01")


@pytest.mark.parametrize("parts", [[], [Decimal(0)], [Decimal(1), Decimal(-1)]])
def test_spread_refuses_weights_without_a_sum(parts: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="cannot spread"):
        spread(Decimal(10), parts)


def test_share_refuses_no_part() -> None:
    with pytest.raises(ValueError, match="cannot share"):
        share_evenly(Decimal(10), 0)

"""Totals of a document."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from operational.core.money import vat_of
from operational.sales.rules import TaxedNet, discount_lines, document_totals

nets = st.integers(-(10**8), 10**8).map(lambda n: Decimal(n).scaleb(-2))
lines = st.lists(
    st.builds(
        TaxedNet,
        st.just("S"),
        st.sampled_from([Decimal(20), Decimal(10), Decimal("5.5")]),
        nets,
    ),
    max_size=40,
)


def test_vat_is_rounded_once_per_rate() -> None:
    third = TaxedNet("S", Decimal(20), Decimal("0.33"))
    totals = document_totals([third, third, third])
    assert totals.vat == Decimal("0.20")
    assert totals.gross == Decimal("1.19")


def test_rates_are_listed_highest_first() -> None:
    totals = document_totals(
        [TaxedNet("S", Decimal("5.5"), Decimal(10)), TaxedNet("S", Decimal(20), Decimal(10))]
    )
    assert [row.vat_percentage for row in totals.rows] == [Decimal(20), Decimal("5.5")]


@given(lines)
def test_totals_are_the_sums_of_their_rates(document: list[TaxedNet]) -> None:
    totals = document_totals(document)
    assert totals.net == sum(line.net for line in document)
    assert totals.vat == sum(
        vat_of(net=row.net, percentage=row.vat_percentage) for row in totals.rows
    )
    assert totals.gross == totals.net + totals.vat


@given(
    st.lists(st.integers(1, 10**7).map(lambda n: Decimal(n).scaleb(-2)), min_size=1, max_size=20),
    st.integers(0, 10_000).map(lambda n: Decimal(n).scaleb(-2)),
)
def test_document_discount_loses_no_cent(prices: list[Decimal], rate: Decimal) -> None:
    discounted = discount_lines(prices, discount_rate=rate)
    exact = sum(prices) * (100 - rate) / 100
    assert abs(sum(discounted) - exact) <= Decimal("0.005")
    assert all(0 <= after <= before for after, before in zip(discounted, prices, strict=True))

"""Progress: the golden cases of rules.md and the closing of a line to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.core.money import round_half_up, vat_of
from operational.sales.orders.rules import claim_line, progress_of_amount, progress_of_quantity


def test_cumulative_35_60_100_bills_35_25_40() -> None:
    previous, billed = Decimal(0), []
    for progress in (35, 60, 100):
        line = claim_line(
            line_net=Decimal(1000), progress=Decimal(progress), previous_net=previous
        )
        billed.append(line.net)
        previous = line.cumulative_net
    assert billed == [Decimal(350), Decimal(250), Decimal(400)]


def test_amount_of_2500_on_5702() -> None:
    progress = progress_of_amount(line_net=Decimal(5702), amount=Decimal(2500))
    assert round_half_up(progress, 14) == Decimal("43.84426517011575")
    assert round_half_up(progress) == Decimal("43.84")
    line = claim_line(line_net=Decimal(5702), progress=progress, previous_net=Decimal(0))
    assert line.net == Decimal("2500.00")


def test_quantity_of_132_out_of_534() -> None:
    total = round_half_up(Decimal(534) * Decimal("48.58"))
    progress = progress_of_quantity(line_quantity=Decimal(534), quantity=Decimal(132))
    assert round_half_up(progress) == Decimal("24.72")
    line = claim_line(line_net=total, progress=progress, previous_net=Decimal(0))
    assert line.net == Decimal("6412.56")


def test_quarter_of_a_discounted_line() -> None:
    line = claim_line(
        line_net=Decimal(950) * 20 * Decimal("0.95"), progress=Decimal(25), previous_net=Decimal(0)
    )
    assert line.net == Decimal("4512.50")


def test_claim_from_70_to_95_percent() -> None:
    total = Decimal("4112.55") / Decimal("0.95")
    before = claim_line(line_net=total, progress=Decimal(70), previous_net=Decimal(0))
    now = claim_line(line_net=total, progress=Decimal(95), previous_net=before.cumulative_net)
    assert now.cumulative_net == Decimal("4112.55")
    assert now.net == Decimal("1082.25")
    vat = vat_of(net=now.net, percentage=Decimal(20))
    assert vat == Decimal("216.45")
    assert now.net + vat == Decimal("1298.70")


def test_zero_is_a_progress_and_going_down_is_negative() -> None:
    line = claim_line(line_net=Decimal(100), progress=Decimal(0), previous_net=Decimal(40))
    assert line.net == Decimal(-40)


@pytest.mark.parametrize("progress", ["-0.01", "100.01"])
def test_progress_outside_0_100_is_refused(progress: str) -> None:
    with pytest.raises(ValueError, match="progress of"):
        claim_line(line_net=Decimal(1), progress=Decimal(progress), previous_net=Decimal(0))


@given(
    st.integers(1, 10**9).map(lambda n: Decimal(n).scaleb(-2)),
    st.lists(st.integers(0, 10_000).map(lambda n: Decimal(n).scaleb(-2)), max_size=12),
)
def test_claims_up_to_100_sum_to_the_line(total: Decimal, steps: list[Decimal]) -> None:
    billed = Decimal(0)
    for progress in [*sorted(steps), Decimal(100)]:
        billed += claim_line(line_net=total, progress=progress, previous_net=billed).net
    assert billed == total

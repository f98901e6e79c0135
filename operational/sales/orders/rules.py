"""Progress of an order, in cumulative terms (rules.md, progress invoices)."""

from dataclasses import dataclass
from decimal import Decimal

from operational.core.money import round_half_up

PROGRESS_DECIMALS = 16
COMPLETE = Decimal(100)


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """What a claim makes of an order line, net in euros: all so far, before, and now (the difference)."""

    progress: Decimal
    cumulative_net: Decimal
    previous_net: Decimal

    @property
    def net(self) -> Decimal:
        """What the claim bills; negative where progress went down."""
        return self.cumulative_net - self.previous_net


def claim_line(*, line_net: Decimal, progress: Decimal, previous_net: Decimal) -> ClaimedLine:
    """Bills a line up to a cumulative progress in percent: round(total × p) − already invoiced.

    At 100 % the line is closed to the cent. 0 is a progress. Raises ValueError outside 0–100.
    """
    if not 0 <= progress <= COMPLETE:
        msg = f"progress of {progress} %"
        raise ValueError(msg)
    return ClaimedLine(progress, round_half_up(line_net * progress / COMPLETE), previous_net)


def progress_of_amount(*, line_net: Decimal, amount: Decimal) -> Decimal:
    """The progress in percent that bills a cumulative net amount, at full precision."""
    return round_half_up(amount * COMPLETE / line_net, PROGRESS_DECIMALS)


def progress_of_quantity(*, line_quantity: Decimal, quantity: Decimal) -> Decimal:
    """The progress in percent of a cumulative quantity, at full precision."""
    return round_half_up(quantity * COMPLETE / line_quantity, PROGRESS_DECIMALS)

"""What a till computes: the seal of a record, the VAT inside a gross, the points of a card."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from operational.core.money import ZERO, round_half_up

Values = Mapping[str, Any]

RECEIPT_FIELDS = (
    "number",
    "at",
    "business_date",
    "kind",
    "is_training",
    "cashier",
    "customer",
    "opposite_of",
    "line_count",
    "net",
    "vat",
    "gross",
    "seller",
    "software_version",
)
LINE_FIELDS = (
    "position",
    "item",
    "designation",
    "quantity",
    "unit_price_gross",
    "discount_gross",
    "vat_category",
    "vat_percentage",
    "net",
    "vat",
    "gross",
)
VAT_FIELDS = ("vat_category", "vat_percentage", "net", "vat", "gross")
PAYMENT_FIELDS = ("position", "payment_method", "amount")
EVENT_FIELDS = ("number", "at", "kind", "by", "receipt", "copy_number", "detail")
CLOSING_FIELDS = (
    "number",
    "at",
    "kind",
    "period_start",
    "period_end",
    "by",
    "last_receipt_number",
    "receipt_count",
    "net",
    "vat",
    "gross",
    "absolute",
    "perpetual_gross",
    "perpetual_absolute",
)
ARCHIVE_FIELDS = ("number", "at", "period_start", "period_end", "by", "file_sha256")
"""The business values each record signs: people, items and methods by reference, never a key."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What makes a change visible: anybody can check `hash`, only the key's holder `signature`."""

    hash: str
    signature: str


def receipt_record(
    *,
    till: str,
    receipt: Values,
    lines: Sequence[Values],
    vats: Sequence[Values],
    payments: Sequence[Values],
) -> dict[str, Any]:
    """What the seal of a receipt covers: the till's code, its own values and those of its parts."""
    return {
        "till": till,
        **_only(RECEIPT_FIELDS, receipt),
        "lines": [_only(LINE_FIELDS, line) for line in lines],
        "vats": [_only(VAT_FIELDS, vat) for vat in vats],
        "payments": [_only(PAYMENT_FIELDS, payment) for payment in payments],
    }


def event_record(*, till: str, event: Values) -> dict[str, Any]:
    """What the seal of an event covers."""
    return {"till": till, **_only(EVENT_FIELDS, event)}


def closing_record(
    *, till: str, closing: Values, vats: Sequence[Values], payments: Sequence[Values]
) -> dict[str, Any]:
    """What the seal of a closing covers: its totals, by VAT rate and by means of payment too."""
    return {
        "till": till,
        **_only(CLOSING_FIELDS, closing),
        "vats": [_only(VAT_FIELDS, vat) for vat in vats],
        "payments": [_only(("payment_method", "amount"), payment) for payment in payments],
    }


def archive_record(*, till: str, archive: Values) -> dict[str, Any]:
    """What the seal of an archive covers: its period and the digest of its file."""
    return {"till": till, **_only(ARCHIVE_FIELDS, archive)}


def seal(*, record: Values, previous_hash: str | None, key: bytes) -> Seal:
    """Chains a record to the one before it (none for the first) and signs it."""
    return seal_text(canonical(record), previous_hash=previous_hash, key=key)


def seal_text(record: str, *, previous_hash: str | None, key: bytes) -> Seal:
    """Seals a record given in its canonical form."""
    digest = hashlib.sha256(f"{previous_hash or ''}\n{record}".encode()).hexdigest()
    return Seal(digest, hmac.digest(key, digest.encode(), "sha256").hex())


def is_sealed(*, record: Values, previous_hash: str | None, by: Seal, key: bytes) -> bool:
    """Whether a record still is what was sealed, after the same record, with the same key."""
    expected = seal(record=record, previous_hash=previous_hash, key=key)
    return hmac.compare_digest(
        f"{expected.hash} {expected.signature}", f"{by.hash} {by.signature}"
    )


def canonical(record: Values) -> str:
    """The one way to write a record: JSON, keys in order, no space, numbers without idle zeros.

    Instants are in UTC to the microsecond. Raises TypeError for a float or a naive instant.
    """
    return json.dumps(
        _plain(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def vat_shares(grosses: Sequence[Decimal], *, percentage: Decimal) -> list[Decimal]:
    """The VAT inside each gross of one rate; they sum to the VAT inside the total, to the cent."""
    cumulative, shares, before = ZERO, [], ZERO
    for gross in grosses:
        cumulative += gross
        after = round_half_up(cumulative * percentage / (100 + percentage))
        shares.append(after - before)
        before = after
    return shares


def points_earned(
    *, total: Decimal, paid_in_points: Decimal, returned: Decimal, factor: Decimal
) -> int:
    """A point for every whole `factor` euros really paid and kept; never negative."""
    return max(0, int((total - paid_in_points - returned) // factor))


def points_worth(*, points: int, point_value: Decimal, threshold: int) -> Decimal:
    """What a card's points pay: nothing below the threshold, all of them from it on."""
    return round_half_up(points * point_value) if points >= threshold else ZERO


def _only(fields: tuple[str, ...], values: Values) -> dict[str, Any]:
    return {field: values[field] for field in fields}


def _plain(value: object) -> object:
    """The value in terms of JSON."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return format(value.normalize(), "f") if value else "0"
        case datetime() if value.tzinfo is not None:
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() if not isinstance(value, datetime):
            return value.isoformat()
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    msg = f"{value!r} cannot be sealed"
    raise TypeError(msg)

"""Sales at the till of a shop: sessions, sealed receipts, sealed closings."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

import numpy as np
import polars as pl

from operational.till import rules
from orchestration.demo.amounts import UNIT, extend, half_up, part_of, vat_included
from orchestration.demo.catalog import Catalog
from orchestration.demo.company import Company
from orchestration.demo.depots import Depots
from orchestration.demo.stock import year_positions
from orchestration.demo.tables import shop as data
from orchestration.demo.tables.activity import COUNTER, SEASONS
from orchestration.demo.tables.company import AGENCIES, COMPANY
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer

SHOP = 0
"""The position of the agency whose shop has a till."""
VAT = 20 * UNIT
SIGNING_KEY = "demo"
"""The name of the key; the key itself is the digest of the seed, for whoever checks a demo."""


@dataclass(frozen=True)
class Till:
    """What was sold at the till of a block, complete but for costs and seals."""

    id: int
    code: str
    receipts: pl.DataFrame
    """id, number, day, minute, kind, customer (position), card_id, totals, method, opposite…"""
    lines: pl.DataFrame
    """id, receipt, position, item (position), quantity, prices, amounts, movement_id, returned_line_id."""
    movements: pl.DataFrame
    sessions: pl.DataFrame
    """id, day, cash (what was taken), difference."""


def open_till(writer: Writer, company: Company, depots: Depots, block: int) -> tuple[int, str]:
    """Writes the till of a block; returns its key and code."""
    code = f"CAISSE-{AGENCIES[SHOP].code}-{block + 1}"
    written = writer.write(
        "till.till",
        pl.DataFrame(
            {
                "company_id": [company.id],
                "agency_id": [int(company.agencies["id"][SHOP])],
                "warehouse_id": [depots.shop[SHOP]],
                "code": [code],
                "label": [f"Caisse du magasin {AGENCIES[SHOP].name}"],
            }
        ),
    )
    return int(written["id"][0]), code


def sell(
    world: World,
    writer: Writer,
    *,
    catalog: Catalog,
    depots: Depots,
    till: tuple[int, str],
    cards: pl.DataFrame,
    block: int,
) -> Till:
    """Draws the receipts of each day the shop was open, up to yesterday."""
    rng = world.rng("till", block)
    receipts = draw_receipts(world, rng, cards, block)
    lines = draw_receipt_lines(world, rng, catalog, receipts)
    receipts, lines = give_back(world, rng, receipts, lines)
    receipts = receipts.with_columns(
        id=pl.Series(writer.new_ids("till.till_receipt", receipts.height))
    )
    lines = finish_lines(writer, catalog, receipts, lines)
    receipts = add_up(rng, receipts, lines)
    sessions = draw_sessions(writer, rng, receipts)
    receipts = receipts.join(
        sessions.select("day", session_id="id"), on="day", how="left", maintain_order="left"
    )
    sold = lines.join(
        receipts.select("id", "day"),
        left_on="receipt",
        right_on="id",
        how="left",
        maintain_order="left",
    )
    movements = sold.filter(pl.col("movement_id").is_not_null()).select(
        "item",
        "day",
        id="movement_id",
        warehouse_id=pl.lit(depots.shop[SHOP]),
        quantity=-pl.col("quantity"),
        kind=pl.when(pl.col("quantity") > 0).then(pl.lit("delivery")).otherwise(pl.lit("return")),
        returned_movement_id=pl.col("returned_movement"),
        source_kind=pl.lit("till_receipt_line"),
        source_id=pl.col("id").cast(pl.String),
    )
    return Till(till[0], till[1], receipts, lines, movements, sessions)


def draw_receipts(
    world: World, rng: np.random.Generator, cards: pl.DataFrame, block: int
) -> pl.DataFrame:
    """When people came, and who showed a card."""
    calendar = world.calendar
    busy = calendar.busyness(SEASONS["counter"], growth=0.03, shop=True)
    yesterday = calendar.today - 1
    years = calendar.share(busy, np.array([calendar.first]), np.array([yesterday]))[0]
    yearly = world.count(data.RECEIPTS_YEARLY) if block < data.TILLS else 0
    count = int(yearly * years)
    day = np.sort(
        calendar.draw(rng, busy, np.full(count, calendar.first), np.full(count, yesterday))
    )
    frame = pl.DataFrame({"day": day, "minute": rng.integers(9 * 60, 18 * 60 + 45, count)}).sort(
        "day", "minute"
    )
    shown = rng.random(count) < data.CARD_SHARE
    card = rng.integers(0, max(cards.height, 1), count)
    held = cards.select("customer", "is_company", "issued", card_id="id")[card]
    frame = pl.concat([frame, held], how="horizontal").with_columns(shown=pl.Series(shown))
    has = pl.col("shown") & (pl.col("issued") <= pl.col("day"))
    return frame.select(
        "day",
        "minute",
        customer=pl.when(has).then("customer"),
        card_id=pl.when(has).then("card_id"),
        discounted=has & pl.col("is_company"),
        kind=pl.lit("sale"),
    ).with_row_index("receipt")


def draw_receipt_lines(
    world: World, rng: np.random.Generator, catalog: Catalog, receipts: pl.DataFrame
) -> pl.DataFrame:
    """What was bought: shelf prices, VAT included, some discounted by the card."""
    count = 1 + rng.poisson(0.9, receipts.height).clip(max=5)
    receipt = np.repeat(np.arange(receipts.height, dtype=np.uint32), count)
    stocked = [part for part in COUNTER if part.subfamily != "MO"]
    kinds = pick(rng, len(receipt), [part.chance for part in stocked])
    item = np.empty(len(receipt), dtype=np.int64)
    for rank, part in enumerate(stocked):
        here = kinds == rank
        item[here] = catalog.choose(rng, part.subfamily, int(here.sum()))
    quantity = (1 + pick(rng, len(receipt), (0.78, 0.16, 0.06))) * UNIT
    lines = pl.DataFrame({"receipt": receipt, "item": item, "quantity": quantity}).unique(
        ["receipt", "item"], keep="first", maintain_order=True
    )
    days = receipts["day"].gather(lines["receipt"]).to_numpy()
    net = catalog.sale[
        lines["item"].to_numpy(), 0, year_positions(world)[days - world.calendar.first]
    ]
    lines = lines.with_columns(unit_price_gross=pl.Series(net)).with_columns(
        unit_price_gross=half_up(pl.col("unit_price_gross") * 12, 10 * 100) * 100
    )
    discounted = receipts["discounted"].gather(lines["receipt"])
    full = extend(pl.col("quantity"), pl.col("unit_price_gross"))
    discount = (
        pl.when(discounted).then(part_of(full, pl.lit(data.CARD_DISCOUNT * UNIT))).otherwise(0)
    )
    return lines.with_columns(discount_gross=discount).with_columns(
        gross=full - pl.col("discount_gross")
    )


def give_back(
    world: World, rng: np.random.Generator, receipts: pl.DataFrame, lines: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Adds returns some days later, and voids a minute after a mistake: the exact opposite."""
    returned = receipts.filter(pl.Series(rng.random(receipts.height) < data.RETURNED_SHARE))
    later = world.calendar.opened(
        returned["day"].to_numpy() + rng.integers(2, 20, returned.height)
    )
    returned = returned.with_columns(
        day=pl.Series(later), kind=pl.lit("return"), of="receipt"
    ).filter(pl.col("day") < world.calendar.today)
    voided = receipts.filter(pl.Series(rng.random(receipts.height) < data.VOIDED_SHARE)).join(
        returned.select(receipt="of"), on="receipt", how="anti", maintain_order="left"
    )
    voided = voided.with_columns(minute=pl.col("minute") + 1, kind=pl.lit("void"), of="receipt")
    opposite = pl.concat([returned, voided], how="vertical_relaxed").drop("receipt")
    everything = pl.concat(
        [
            receipts.with_columns(of=pl.lit(None, dtype=pl.UInt32)),
            opposite.with_row_index("receipt", offset=receipts.height),
        ],
        how="diagonal_relaxed",
    )
    first = pl.int_range(pl.len()).over("receipt") == 0
    sold = lines.with_row_index("sold").with_columns(first=first)
    back = (
        everything.filter(pl.col("of").is_not_null())
        .select("kind", new="receipt", receipt="of")
        .join(sold, on="receipt", how="inner", maintain_order="left")
    )
    back = back.filter((pl.col("kind") == "void") | pl.col("first")).select(
        "item",
        "unit_price_gross",
        receipt="new",
        quantity=-pl.col("quantity"),
        discount_gross=-pl.col("discount_gross"),
        gross=-pl.col("gross"),
        returned="sold",
    )
    lines = pl.concat([sold.drop("first", "sold"), back], how="diagonal_relaxed").with_row_index(
        "line"
    )
    everything = everything.sort("day", "minute", "receipt").with_columns(
        number=pl.int_range(1, everything.height + 1)
    )
    return everything, lines


def finish_lines(
    writer: Writer, catalog: Catalog, receipts: pl.DataFrame, lines: pl.DataFrame
) -> pl.DataFrame:
    """Keys, positions, words and the VAT inside each line, as `rules.vat_shares` shares it."""
    keys = receipts.select("receipt", "number", receipt_id="id")
    lines = lines.join(keys, on="receipt", how="left", maintain_order="left").sort(
        "number", "line"
    )
    lines = lines.with_columns(
        id=pl.Series(writer.new_ids("till.till_receipt_line", lines.height)),
        movement_id=pl.Series(writer.new_ids("stock.stock_movement", lines.height)),
        position=pl.int_range(1, pl.len() + 1).over("receipt_id"),
        until=pl.col("gross").cum_sum().over("receipt_id"),
    )
    inside = vat_included(pl.col("until"), pl.lit(VAT)) - vat_included(
        pl.col("until") - pl.col("gross"), pl.lit(VAT)
    )
    origin = lines.select(returned="line", returned_line_id="id", returned_movement="movement_id")
    lines = lines.with_columns(vat=inside).with_columns(net=pl.col("gross") - pl.col("vat"))
    lines = lines.join(
        origin.cast({"returned": lines.schema["returned"]}),
        on="returned",
        how="left",
        maintain_order="left",
    )
    return lines.with_columns(
        designation=catalog.items["designation"].gather(lines["item"]),
        reference=catalog.items["reference"].gather(lines["item"]),
        receipt="receipt_id",
    ).drop("receipt_id", "line", "until", "returned")


def add_up(rng: np.random.Generator, receipts: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Totals of the receipts, and how each was paid; goods brought back are paid back by card."""
    summed = lines.group_by("receipt").agg(
        pl.col("net", "vat", "gross").sum(), line_count=pl.len()
    )
    receipts = receipts.join(
        summed.rename({"receipt": "id"}), on="id", how="left", maintain_order="left"
    )
    cash = (rng.random(receipts.height) < data.CASH_SHARE) & (
        receipts["gross"].abs() < data.MOST_CASH
    ).to_numpy()
    receipts = receipts.with_columns(cash=pl.Series(cash))
    origin = receipts.select(
        of="receipt", opposite_of_id="id", opposite_number="number", was_cash="cash"
    )
    receipts = receipts.join(origin, on="of", how="left", maintain_order="left")
    return receipts.with_columns(
        method=pl.when(pl.coalesce("was_cash", "cash") & (pl.col("kind") != "return"))
        .then(pl.lit("ESP"))
        .otherwise(pl.lit("CB"))
    )


def draw_sessions(
    writer: Writer, rng: np.random.Generator, receipts: pl.DataFrame
) -> pl.DataFrame:
    """A session for each day with sales; the drawer is right but for a few euros now and then."""
    cash = pl.when(pl.col("method") == "ESP").then("gross").otherwise(0)
    sessions = receipts.group_by("day", maintain_order=True).agg(cash=cash.sum()).sort("day")
    wrong = rng.random(sessions.height) < data.DIFFERENCE_SHARE
    amount = rng.integers(-600, 500, sessions.height)
    return sessions.with_columns(
        id=pl.Series(writer.new_ids("till.till_session", sessions.height)),
        difference=pl.Series(np.where(wrong, amount, 0)),
    )


def key_of(world: World) -> bytes:
    """The key that signs the records of a demo."""
    return sha256(f"quarante/till/{world.seed}".encode()).digest()


class Chain:
    """Seals records one after the other."""

    def __init__(self, key: bytes) -> None:
        """Starts a chain."""
        self._key = key
        self._previous: str | None = None
        self.columns: dict[str, list[str | None]] = {
            "previous_hash": [],
            "hash": [],
            "signature": [],
        }

    def add(self, record: str) -> None:
        """Seals a record, in its canonical form, after the one before."""
        sealed = rules.seal_text(record, previous_hash=self._previous, key=self._key)
        for name, value in (
            ("previous_hash", self._previous),
            ("hash", sealed.hash),
            ("signature", sealed.signature),
        ):
            self.columns[name].append(value)
        self._previous = sealed.hash

    def on(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame of the records, with their seals."""
        seals = pl.DataFrame(self.columns, schema=dict.fromkeys(self.columns, pl.String))
        return pl.concat([frame, seals], how="horizontal").with_columns(
            signing_key=pl.lit(SIGNING_KEY)
        )


SELLER = {
    "name": COMPANY["name"],
    "siren": COMPANY["siren"],
    "address": AGENCIES[SHOP].address,
    "city": AGENCIES[SHOP].city,
}


def euros(cents: int) -> Decimal:
    """Cents as an amount."""
    return Decimal(cents).scaleb(-2)

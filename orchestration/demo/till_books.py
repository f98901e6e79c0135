"""What the law wants of a till: receipts, events and closings, each sealed after the one before."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from operational.till import rules
from orchestration.demo.amounts import UNIT, half_up
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.stock import Valued
from orchestration.demo.tables import shop as data
from orchestration.demo.till import SELLER, VAT, Chain, Till, euros, key_of
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

OPENS, CLOSES = 8 * 60 + 45, 19 * 60
DAILY, MONTHLY, YEARLY = CLOSES + 5, CLOSES + 10, CLOSES + 15
Row = Mapping[str, Any]


def write_till(
    world: World,
    writer: Writer,
    *,
    company: Company,
    till: Till,
    valued: Valued,
    customers: pl.DataFrame,
    cashier: tuple[int, str],
) -> pl.DataFrame:
    """Writes everything about a till; returns the daily closings (id, day, totals, cash, card).

    `cashier` is the user and the mail address that the records name.
    """
    receipts = till.receipts.sort("number").with_columns(
        at=instant(pl.from_epoch("day", "d"), pl.col("minute")),
        business_date=pl.from_epoch("day", "d"),
        reference=pl.format(
            "C{}",
            customers["id"]
            .gather(till.receipts.sort("number")["customer"])
            .cast(pl.String)
            .str.zfill(6),
        ),
        customer_id=customers["id"].gather(till.receipts.sort("number")["customer"]),
    )
    write_sessions(writer, till, cashier[0])
    write_receipts(world, writer, company=company, till=till, receipts=receipts, cashier=cashier)
    write_lines(writer, till, valued)
    closings = write_closings(
        world, writer, company=company, till=till, receipts=receipts, cashier=cashier
    )
    write_events(world, writer, till, closings, cashier)
    return closings.filter(pl.col("kind") == "daily")


def write_sessions(writer: Writer, till: Till, cashier_id: int) -> None:
    """Writes the sessions: what was expected in the drawer, and counted."""
    day = pl.from_epoch("day", "d")
    expected = pl.col("cash") + data.FLOAT
    counted = expected + pl.col("difference")
    writer.write(
        "till.till_session",
        till.sessions.select(
            "id",
            till_id=pl.lit(till.id),
            opened_at=instant(day, OPENS),
            opened_by_id=pl.lit(cashier_id),
            opening_float=pl.lit(data.FLOAT),
            closed_at=instant(day, CLOSES),
            closed_by_id=pl.lit(cashier_id),
            expected_cash=expected,
            counted_cash=counted,
            difference_reason=pl.when(pl.col("difference") != 0).then(
                pl.lit("Erreur de rendu de monnaie")
            ),
            closing_float=pl.min_horizontal(counted, pl.lit(data.FLOAT)),
            created_at=instant(day, OPENS),
        ),
    )


def write_receipts(
    world: World,
    writer: Writer,
    *,
    company: Company,
    till: Till,
    receipts: pl.DataFrame,
    cashier: tuple[int, str],
) -> None:
    """Writes the receipts, sealed, with their VAT and payment."""
    chain = Chain(key_of(world))
    for covered in receipt_records(till, receipts, cashier[1]):
        chain.add(covered)
    written = chain.on(receipts)
    writer.write(
        "till.till_receipt",
        written.select(
            "id",
            "number",
            "at",
            "kind",
            "business_date",
            "customer_id",
            "opposite_of_id",
            "line_count",
            "net",
            "vat",
            "gross",
            "previous_hash",
            "hash",
            "signature",
            "signing_key",
            till_id=pl.lit(till.id),
            till_session_id="session_id",
            cashier_id=pl.lit(cashier[0]),
            loyalty_card_id="card_id",
            seller=pl.lit(rules.canonical(SELLER)),
            software_version=pl.lit(data.SOFTWARE),
            created_at="at",
        ),
    )
    writer.write(
        "till.till_receipt_vat",
        receipts.select("net", "vat", "gross", till_receipt_id="id", vat_percentage=pl.lit(VAT)),
    )
    handed = half_up(pl.col("gross"), 500) * 500
    enough = pl.when(handed < pl.col("gross")).then(handed + 500).otherwise(handed)
    writer.write(
        "till.till_receipt_payment",
        receipts.select(
            till_receipt_id="id",
            position=pl.lit(1),
            payment_method_id=pl.col("method").replace_strict(company.methods),
            amount="gross",
            tendered=pl.when((pl.col("method") == "ESP") & (pl.col("gross") > 0)).then(enough),
        ),
    )


def receipt_records(till: Till, receipts: pl.DataFrame, cashier: str) -> pl.Series:
    """What the seal of each receipt covers, as `rules.canonical` writes `rules.receipt_record`."""
    rate = {"vat_category": pl.lit("S"), "vat_percentage": plain(pl.lit(VAT // 100))}
    amounts = {name: plain(pl.col(name)) for name in ("net", "vat", "gross")}
    lines = till.lines.sort("receipt", "position").group_by("receipt", maintain_order=True)
    line = record(
        position=pl.col("position"),
        item=pl.col("reference"),
        designation=pl.col("designation"),
        quantity=plain(pl.col("quantity") // 100),
        unit_price_gross=plain(pl.col("unit_price_gross") // 100),
        discount_gross=plain(pl.col("discount_gross")),
        **rate,
        **amounts,
    )
    payment = record(
        position=pl.lit(1), payment_method=pl.col("method"), amount=plain(pl.col("gross"))
    )
    whole = record(
        **{name: pl.col(name) for name in ("number", "kind", "line_count", "lines")},
        **amounts,
        till=pl.lit(till.code),
        at=pl.col("at").dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00"),
        business_date=pl.col("business_date").cast(pl.String),
        is_training=pl.lit(value=False),
        cashier=pl.lit(cashier),
        customer=pl.col("reference"),
        opposite_of=pl.col("opposite_number"),
        seller=record(**{name: pl.lit(value) for name, value in SELLER.items()}),
        software_version=pl.lit(data.SOFTWARE),
        vats=pl.concat_list(record(**rate, **amounts)),
        payments=pl.concat_list(payment),
    )
    told = receipts.join(
        lines.agg(lines=line), left_on="id", right_on="receipt", how="left", maintain_order="left"
    )
    return told.select(whole.struct.json_encode()).to_series()


def record(**values: pl.Expr) -> pl.Expr:
    """A record with its values in the order of their names."""
    return pl.struct([value.alias(name) for name, value in sorted(values.items())])


def plain(cents: pl.Expr) -> pl.Expr:
    """Cents as an amount without idle zeros: 12.5, 0, -3."""
    size = cents.abs()
    decimals = (size % 100).cast(pl.String).str.zfill(2)
    text = pl.concat_str((size // 100).cast(pl.String), pl.lit("."), decimals)
    sign = pl.when(cents < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return sign + text.str.strip_chars_end("0").str.strip_chars_end(".")


def write_lines(writer: Writer, till: Till, valued: Valued) -> None:
    """Writes the lines, at the cost their goods left the stock at."""
    costs = valued.movements.select(movement_id="id", unit_cost="cost")
    lines = till.lines.join(costs, on="movement_id", how="left", maintain_order="left")
    writer.write(
        "till.till_receipt_line",
        lines.select(
            "id",
            "position",
            "designation",
            "quantity",
            "unit_price_gross",
            "discount_gross",
            "net",
            "vat",
            "gross",
            "unit_cost",
            "returned_line_id",
            till_receipt_id="receipt",
            item_id=valued.unit_costs.item_ids.gather(lines["item"]),
            discount_reason=pl.when(pl.col("discount_gross") != 0).then(pl.lit("loyalty")),
            vat_percentage=pl.lit(VAT),
            cost=half_up(pl.col("quantity").cast(pl.Int128) * pl.col("unit_cost"), UNIT * 100),
            stock_movement_id="movement_id",
        ),
    )


def write_closings(
    world: World,
    writer: Writer,
    *,
    company: Company,
    till: Till,
    receipts: pl.DataFrame,
    cashier: tuple[int, str],
) -> pl.DataFrame:
    """Writes the closings of each day, month and year that is over, chained by kind."""
    day = pl.col("business_date")
    kinds = {
        "daily": (day, day, DAILY),
        "monthly": (day.dt.month_start(), day.dt.month_end(), MONTHLY),
        "yearly": (
            day.dt.truncate("1y"),
            day.dt.offset_by("1y").dt.truncate("1y").dt.offset_by("-1d"),
            YEARLY,
        ),
    }
    closed = []
    for kind, (start, end, minutes) in kinds.items():
        frame = close(receipts, start, end).filter(pl.col("period_end") < world.today)
        frame = frame.with_columns(kind=pl.lit(kind), at=instant("period_end", minutes))
        chain = Chain(key_of(world))
        for row in frame.iter_rows(named=True):
            chain.add(rules.canonical(closing_record(till.code, row, cashier[1])))
        closed.append(chain.on(frame))
    closings = pl.concat(closed)
    closings = closings.with_columns(
        id=pl.Series(writer.new_ids("till.till_closing", closings.height))
    )
    writer.write(
        "till.till_closing",
        closings.drop("cash", "card").with_columns(
            till_id=pl.lit(till.id), by_id=pl.lit(cashier[0]), created_at="at"
        ),
    )
    writer.write(
        "till.till_closing_vat",
        closings.select("net", "vat", "gross", till_closing_id="id", vat_percentage=pl.lit(VAT)),
    )
    payments = [
        closings.filter(pl.col(column) != 0).select(
            till_closing_id="id", payment_method_id=pl.lit(company.methods[method]), amount=column
        )
        for column, method in (("cash", "ESP"), ("card", "CB"))
    ]
    writer.write("till.till_closing_payment", pl.concat(payments))
    return closings


def close(receipts: pl.DataFrame, start: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    """The totals of each period, and since the beginning."""
    cash = pl.when(pl.col("method") == "ESP").then("gross").otherwise(0)
    periods = (
        receipts.with_columns(period_start=start, period_end=end)
        .group_by("period_start", "period_end", maintain_order=True)
        .agg(
            pl.col("net", "vat", "gross").sum(),
            last_receipt_number=pl.col("number").max(),
            receipt_count=pl.len(),
            absolute=pl.col("gross").abs().sum(),
            cash=cash.sum(),
            card=(pl.col("gross") - cash).sum(),
        )
        .sort("period_start")
    )
    return periods.with_columns(
        number=pl.int_range(1, periods.height + 1),
        perpetual_gross=pl.col("gross").cum_sum(),
        perpetual_absolute=pl.col("absolute").cum_sum(),
    )


def closing_record(code: str, row: Row, by: str) -> dict[str, Any]:
    """What the seal of a closing covers."""
    plain = (
        "number",
        "at",
        "kind",
        "period_start",
        "period_end",
        "last_receipt_number",
        "receipt_count",
    )
    sums = ("net", "vat", "gross", "absolute", "perpetual_gross", "perpetual_absolute")
    amounts = {name: euros(row[name]) for name in sums}
    vat = {
        "vat_category": "S",
        "vat_percentage": euros(VAT // 100),
        **{name: amounts[name] for name in ("net", "vat", "gross")},
    }
    return rules.closing_record(
        till=code,
        closing={**{name: row[name] for name in plain}, **amounts, "by": by},
        vats=[vat],
        payments=[
            {"payment_method": method, "amount": euros(row[column])}
            for column, method in (("cash", "ESP"), ("card", "CB"))
            if row[column] != 0
        ],
    )


def write_events(
    world: World, writer: Writer, till: Till, closings: pl.DataFrame, cashier: tuple[int, str]
) -> None:
    """Writes the technical log: each start of the till, each month and year closed."""
    day = pl.from_epoch("day", "d")
    closed = closings.filter(pl.col("kind") != "daily")
    names = {"monthly": "period_closed", "yearly": "year_closed"}
    events = pl.concat(
        [
            till.sessions.select(at=instant(day, OPENS), kind=pl.lit("terminal_started")),
            closed.select("at", kind=pl.col("kind").replace_strict(names)),
        ]
    ).sort("at", "kind")
    events = events.with_columns(number=pl.int_range(1, events.height + 1))
    chain = Chain(key_of(world))
    for number, at, kind in events.select("number", "at", "kind").iter_rows():
        values = {
            "number": number,
            "at": at,
            "kind": kind,
            "by": cashier[1],
            "receipt": None,
            "copy_number": None,
            "detail": {},
        }
        chain.add(rules.canonical(rules.event_record(till=till.code, event=values)))
    writer.write(
        "till.till_event",
        chain.on(events).with_columns(
            till_id=pl.lit(till.id), by_id=pl.lit(cashier[0]), created_at="at"
        ),
    )

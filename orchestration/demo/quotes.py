"""The quotes of a block: a revision after another, and what became of the last."""

from dataclasses import dataclass

import polars as pl

from orchestration.demo.amounts import totals, vat_rows
from orchestration.demo.catalog import Catalog
from orchestration.demo.company import Company
from orchestration.demo.days import instant
from orchestration.demo.deals import NEVER, VALIDITY_DAYS
from orchestration.demo.lines import components, cost_assemblies, worth
from orchestration.demo.tables.activity import DEALS
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

LINE = (
    "position",
    "kind",
    "designation",
    "quantity",
    "unit_code",
    "unit_price",
    "discount_rate",
    "net_before_discount",
    "net",
    "vat_percentage",
    "unit_cost",
    "cost",
)
"""The columns that the lines of all documents of a sale share, but for the item."""


@dataclass(frozen=True)
class Quotes:
    """The quotes of a block, and the keys that orders refer to."""

    headers: pl.DataFrame
    """Complete but for references, by day of drafting."""
    latest: pl.DataFrame
    """deal, quote_id of its last revision."""
    line_ids: pl.DataFrame
    """deal, position, quote_line_id of the last revision's lines."""


def write_quotes(
    world: World,
    writer: Writer,
    *,
    company: Company,
    catalog: Catalog,
    deals: pl.DataFrame,
    lines: pl.DataFrame,
    customers: pl.DataFrame,
    projects: pl.DataFrame,
) -> Quotes:
    """Writes the lines, components and VAT of quotes; returns the headers."""
    quotes = revisions(world, deals).with_row_index("rank")
    quotes = quotes.with_columns(id=pl.Series(writer.new_ids("sales.quote", quotes.height)))
    quotes = quotes.with_columns(root_id=pl.col("id").first().over("deal"))
    quoted = (
        quotes.select("id", "deal", "is_last")
        .join(lines, on="deal", maintain_order="left")
        .rename({"id": "quote_id"})
    )
    full_price = pl.when("is_last").then("discount_rate").otherwise(0)
    chosen = pl.when("is_last").then("is_chosen").otherwise(~pl.col("is_option"))
    quoted = worth(quoted.with_columns(discount_rate=full_price, is_chosen=chosen))
    quoted = quoted.with_columns(line=pl.Series(writer.new_ids("sales.quote_line", quoted.height)))
    parts = components(catalog, quoted.filter(pl.col("kind") == "item"))
    quoted = cost_assemblies(quoted, parts)
    ids = pl.Series(catalog.ids)
    writer.write(
        "sales.quote_line",
        quoted.select(
            *LINE,
            "quote_id",
            "is_option",
            "is_chosen",
            id="line",
            item_id=ids.gather(quoted["item"]),
        ),
    )
    writer.write(
        "sales.quote_line_component", stored(parts, ids).rename({"line": "quote_line_id"})
    )
    rates = vat_rows(quoted.filter(pl.col("is_chosen"), pl.col("kind") == "item"), "quote_id")
    writer.write("sales.quote_vat", rates)
    summed = totals(rates, "quote_id")
    headers = quotes.join(
        summed, left_on="id", right_on="quote_id", how="left", maintain_order="left"
    )
    last = pl.col("is_last")
    of = projects.select("deal", project_id="id")
    headers = headers.join(of, on="deal", how="left", maintain_order="left")
    return Quotes(
        describe(world, company, headers, customers),
        quotes.filter(last).select("deal", quote_id="id"),
        quoted.filter(last).select("deal", "position", quote_line_id="line"),
    )


def stored(parts: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """Components with the keys of their items."""
    return parts.with_columns(item_id=ids.gather(parts["item"])).drop("item")


def revisions(world: World, deals: pl.DataFrame) -> pl.DataFrame:
    """A row for each revision made so far of each quote, by day of drafting."""
    today = world.calendar.today
    made = deals.with_row_index("deal").filter(~pl.col("is_direct"))
    step = (pl.col("last_sent") - pl.col("sent")) // (pl.col("revisions") - 1).clip(1)
    return (
        made.with_columns(revision=pl.int_ranges(1, pl.col("revisions") + 1))
        .explode("revision")
        .with_columns(
            sent_on=pl.when(pl.col("revision") == pl.col("revisions"))
            .then("last_sent")
            .otherwise(pl.col("sent") + step * (pl.col("revision") - 1))
        )
        .filter((pl.col("revision") == 1) | (pl.col("sent_on") <= today))
        .with_columns(is_last=pl.col("revision") == pl.col("revision").max().over("deal"))
    )


def describe(
    world: World, company: Company, quotes: pl.DataFrame, customers: pl.DataFrame
) -> pl.DataFrame:
    """The headers, in the state they are in today."""
    today = world.calendar.today
    titles = {kind: deal.title for kind, deal in DEALS.items()}
    sent = pl.col("sent_on") <= today
    decided = (pl.col("revision") == pl.col("revisions")) & (pl.col("decided") <= today) & sent
    valid_until = pl.col("sent_on") + VALIDITY_DAYS
    state = (
        pl.when(~pl.col("is_last"))
        .then(pl.lit("superseded"))
        .when(~sent)
        .then(pl.lit("draft"))
        .when(decided & (pl.col("outcome") == "won"))
        .then(pl.lit("accepted"))
        .when(decided & (pl.col("outcome") == "refused"))
        .then(pl.lit("refused"))
        .when(valid_until < today)
        .then(pl.lit("expired"))
        .otherwise(pl.lit("sent"))
    )
    quotes = quotes.with_columns(state=state)
    accepted, refused = pl.col("state") == "accepted", pl.col("state") == "refused"
    who = customers.select(
        "agency_id",
        "contact_id",
        "site_id",
        "salesperson_id",
        "display",
        "line1",
        "postal_code",
        "city",
        customer_id="id",
    )[quotes["customer"]]
    return pl.concat([quotes, who], how="horizontal").select(
        "id",
        "deal",
        "root_id",
        "revision",
        "customer_id",
        "agency_id",
        "contact_id",
        "site_id",
        "project_id",
        "salesperson_id",
        "state",
        "net",
        "vat",
        "gross",
        company_id=pl.lit(company.id),
        title=pl.col("kind").replace_strict(titles),
        drafted_on=pl.from_epoch("drafted", "d"),
        first_sent_on=pl.when(sent).then(pl.from_epoch("sent", "d")),
        sent_on=pl.when(sent).then(pl.from_epoch("sent_on", "d")),
        valid_until=pl.when(sent).then(pl.from_epoch(valid_until, "d")),
        accepted_on=pl.when(accepted).then(pl.from_epoch("decided", "d")),
        refused_on=pl.when(refused).then(pl.from_epoch("decided", "d")),
        refusal_reason=pl.when(refused).then("reason"),
        follow_up_on=pl.when(pl.col("state") == "sent").then(
            pl.from_epoch(pl.col("sent_on") + 10, "d")
        ),
        down_payment_rate=pl.lit(300_000),
        payment_terms_id=pl.lit(company.terms["30J"]),
        printed=printed_customer(),
        created_at=instant(pl.from_epoch("drafted", "d")),
    )


def printed_customer() -> pl.Expr:
    """What a document printed of its customer, as JSON."""
    return pl.struct(
        customer=pl.struct(name="display", line1="line1", postal_code="postal_code", city="city")
    ).struct.json_encode()


def never(column: str) -> pl.Expr:
    """A day as a date, or nothing where it never comes."""
    return pl.when(pl.col(column) < NEVER).then(pl.from_epoch(column, "d"))

"""The service contracts of a block: a year each, renewed or not, invoiced by periods, with visits."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl

from operational.contracts import rules
from orchestration.demo.amounts import CENT, UNIT
from orchestration.demo.company import Company, write_coded
from orchestration.demo.days import EPOCH, day_number, instant
from orchestration.demo.recurrences import (
    DAY,
    last_day,
    net_of_months,
    of_type,
    period_lines,
    periods,
    visit_days,
)
from orchestration.demo.staff import Staff
from orchestration.demo.tables.activity import CONTRACTS, RENEWED_SHARE, TERMINATED_SHARE
from orchestration.demo.world import World
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Contracts:
    """The contracts of a block."""

    terms: pl.DataFrame
    """id, customer (position), type, starts, ends (days), yearly_net, last (day in force), debited."""
    visits: pl.DataFrame
    """Due up to a month from now: contract, customer (position), due (day), wish (day)."""
    invoices: pl.DataFrame
    lines: pl.DataFrame


@dataclass(frozen=True)
class Term:
    """A year of a contract."""

    customer: int
    kind: str
    starts_on: date
    yearly_net: int
    renews: int | None
    """The position of the term it takes over from."""
    revision: int
    """By how much the price rose then, in ten-thousandths of a percent."""

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return last_day(self.starts_on)


def write_contract_types(writer: Writer) -> dict[str, int]:
    """Writes the types of contract."""
    rows: list[dict[str, object]] = [
        {
            "code": code,
            "label": kind.label,
            "billing_months": kind.billing_months,
            "visits_per_year": kind.visits,
        }
        for code, kind in CONTRACTS.items()
    ]
    return write_coded(writer, "contracts.contract_type", rows)


def draw_terms(world: World, customers: pl.DataFrame, block: int) -> list[Term]:
    """Years of contract, one after the other, for those who take one and as long as they keep it."""
    rng = world.rng("contracts", block)
    terms: list[Term] = []
    for code, kind in CONTRACTS.items():
        wants = (customers[kind.wants] & customers["buys"]).to_numpy() & (
            rng.random(customers.height) < kind.taken
        )
        for customer in np.flatnonzero(wants):
            known, until = customers["since"][int(customer)], customers["until"][int(customer)]
            first = world.calendar.first - int(rng.integers(1, 340))
            if known > first:
                first = known + int(rng.integers(20, 300))
            price = round(float(rng.uniform(kind.low, kind.high))) * CENT
            terms += follow(
                world,
                rng,
                before=terms,
                customer=int(customer),
                kind=code,
                first=EPOCH + timedelta(days=first),
                price=price,
                until=until,
            )
    return terms


def follow(
    world: World,
    rng: np.random.Generator,
    *,
    before: list[Term],
    customer: int,
    kind: str,
    first: date,
    price: int,
    until: int,
) -> list[Term]:
    """The terms of one customer: renewed the day after at a raised price, until they stop."""
    chain: list[Term] = []
    starts, renews, revision = first, None, 0
    while starts <= world.today:
        chain.append(Term(customer, kind, starts, price, renews, revision))
        starts = chain[-1].ends_on + DAY
        renews = len(before) + len(chain) - 1
        if rng.random() > RENEWED_SHARE or day_number(starts) > until:
            break
        revision = int(rng.integers(15, 36)) * UNIT // 10
        raised = rules.raised_net(net=Decimal(price) / CENT, rate=Decimal(revision) / UNIT)
        price = int(raised * CENT)
    return chain


def write_contracts(
    world: World,
    writer: Writer,
    *,
    company: Company,
    staff: Staff,
    types: dict[str, int],
    customers: pl.DataFrame,
    service_item: int,
    block: int,
) -> tuple[Contracts, pl.DataFrame]:
    """Writes lines, renewals and periods; returns what is due of them, and the headers."""
    rng = world.rng("contract lives", block)
    drawn = draw_terms(world, customers, block)
    frame = frame_of(world, writer, rng, drawn)
    who = customers.select(
        "agency_id",
        "site_id",
        "salesperson_id",
        "terms",
        "over_two_years",
        "is_company",
        customer_id="id",
    )[frame["customer"]]
    frame = pl.concat([frame, who], how="horizontal")
    writer.write(
        "contracts.contract_line",
        frame.select(
            service_contract_id="id",
            position=pl.lit(1),
            item_id=pl.lit(service_item),
            designation="label",
            quantity=pl.lit(UNIT),
            unit_price=pl.col("yearly_net") * (UNIT // CENT),
            vat_rate_id=pl.lit(1),
            yearly_net="yearly_net",
        ),
    )
    renewals = frame.filter(pl.col("renews").is_not_null())
    signed = pl.Series(rng.random(renewals.height) < 0.25)
    writer.write(
        "contracts.contract_renewal",
        renewals.select(
            old_contract_id=frame["id"].gather(renewals["renews"]),
            new_contract_id="id",
            renewed_on=pl.from_epoch(pl.col("starts") - 1, "d"),
            kind=pl.when(signed).then(pl.lit("signed")).otherwise(pl.lit("tacit")),
            revision_rate="revision",
            created_at=instant(pl.from_epoch(pl.col("starts") - 1, "d")),
        ),
    )
    invoices, lines = bill_periods(world, writer, frame, drawn)
    headers = describe(company, staff, types, frame, block)
    return Contracts(frame, due_visits(world, rng, frame, drawn), invoices, lines), headers


def frame_of(
    world: World, writer: Writer, rng: np.random.Generator, drawn: list[Term]
) -> pl.DataFrame:
    """The terms as a frame, some of them ended before their time, some paid by direct debit."""
    frame = pl.DataFrame(
        {
            "customer": [term.customer for term in drawn],
            "type": [term.kind for term in drawn],
            "label": [CONTRACTS[term.kind].label for term in drawn],
            "starts": [day_number(term.starts_on) for term in drawn],
            "ends": [day_number(term.ends_on) for term in drawn],
            "yearly_net": [term.yearly_net for term in drawn],
            "renews": pl.Series([term.renews for term in drawn], dtype=pl.Int64),
            "revision": [term.revision for term in drawn],
        }
    )
    count, today = frame.height, world.calendar.today
    goes_on = np.zeros(count, dtype=bool)
    goes_on[frame["renews"].drop_nulls().to_numpy()] = True
    cut = frame["starts"].to_numpy() + rng.integers(60, 330, count)
    ended = (
        ~goes_on
        & (rng.random(count) < TERMINATED_SHARE * 5)
        & (cut <= today)
        & (cut > world.calendar.first)
    )
    state = np.select(
        [ended, frame["ends"].to_numpy() < today], ["terminated", "expired"], "active"
    )
    return frame.with_columns(
        id=pl.Series(writer.new_ids("contracts.service_contract", count)),
        state=pl.Series(state),
        last=pl.Series(np.where(ended, cut, frame["ends"].to_numpy())),
        debited=pl.col("customer") % 2 == 0,
    )


def bill_periods(
    world: World, writer: Writer, frame: pl.DataFrame, drawn: list[Term]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Writes the periods from the start of the history on, and invoices those that are due."""
    rows = [
        (position, period.start, period.end, CONTRACTS[term.kind].billing_months * rank)
        for position, term in enumerate(drawn)
        for rank, period in enumerate(periods(term.starts_on, CONTRACTS[term.kind].billing_months))
    ]
    due = pl.DataFrame(rows, schema=["term", "starts_on", "ends_on", "months"], orient="row")
    contract = frame.select(
        "customer",
        "last",
        "label",
        "agency_id",
        "site_id",
        "salesperson_id",
        "terms",
        "debited",
        "over_two_years",
        "is_company",
        "type",
        "yearly_net",
        service_contract_id="id",
        every_months=of_type("billing_months"),
    )[due["term"]]
    due = pl.concat([due, contract], how="horizontal").with_columns(
        net=net_of_months(pl.col("months"), pl.col("every_months")),
        day=pl.Series(world.calendar.worked(due["starts_on"].cast(pl.Int32).to_numpy())),
    )
    due = due.filter(
        pl.col("starts_on") >= world.start,
        pl.col("starts_on").cast(pl.Int32) <= pl.col("last"),
        pl.col("net") > 0,
    )
    billed = due.filter(pl.col("day") <= world.calendar.today)
    billed = billed.with_columns(
        invoice_id=pl.Series(writer.new_ids("sales.invoice", billed.height))
    )
    writer.write(
        "contracts.contract_period",
        pl.concat(
            [billed, due.filter(pl.col("day") > world.calendar.today)], how="diagonal"
        ).select(
            "service_contract_id",
            "starts_on",
            "ends_on",
            "net",
            "invoice_id",
            invoice_on="starts_on",
        ),
    )
    invoices = billed.select(
        "invoice_id",
        "day",
        "customer",
        "agency_id",
        "site_id",
        "salesperson_id",
        kind=pl.lit("recurring"),
        terms=pl.when("debited").then(pl.lit("COMPTANT")).otherwise("terms"),
        debited="debited",
        retention_rate=pl.lit(0),
    )
    return invoices, period_lines(billed)


def due_visits(
    world: World, rng: np.random.Generator, frame: pl.DataFrame, drawn: list[Term]
) -> pl.DataFrame:
    """The visits promised up to a month from now, and when each is wished for."""
    rows = [
        (position, due)
        for position, term in enumerate(drawn)
        for due in visit_days(term.starts_on, CONTRACTS[term.kind].visits)
    ]
    visits = pl.DataFrame(rows, schema=["term", "due"], orient="row")
    contract = frame.select("customer", "last", contract="id")[visits["term"]]
    visits = pl.concat([visits, contract], how="horizontal").filter(
        pl.col("due") >= world.calendar.first,
        pl.col("due") <= pl.col("last"),
        pl.col("due") <= world.calendar.today + 31,
    )
    wish = (
        visits["due"].to_numpy()
        - rng.integers(0, 45, visits.height)
        + np.where(rng.random(visits.height) < 0.15, 30, 0)
    )
    return visits.drop("term", "last").with_columns(
        wish=pl.Series(np.maximum(wish, world.calendar.first))
    )


def describe(
    company: Company,
    staff: Staff,
    types: dict[str, int],
    frame: pl.DataFrame,
    block: int,
) -> pl.DataFrame:
    """The headers, complete but for references; `signed` is the day they are numbered by."""
    terminated = pl.col("state") == "terminated"
    signed = pl.col("starts") - 5
    user = pl.lit(staff.user("office", block))
    return frame.select(
        "id",
        "customer_id",
        "agency_id",
        "site_id",
        "salesperson_id",
        "state",
        "yearly_net",
        signed=signed,
        company_id=pl.lit(company.id),
        contract_type_id=pl.col("type").replace_strict(types),
        signed_on=pl.from_epoch(signed, "d"),
        starts_on=pl.from_epoch("starts", "d"),
        ends_on=pl.from_epoch("ends", "d"),
        billing_months=of_type("billing_months"),
        visits_per_year=of_type("visits"),
        payment_terms_id=pl.col("terms").replace_strict(company.terms),
        price_revision=pl.lit("rate"),
        revision_rate=pl.lit(25 * UNIT // 10),
        activated_at=instant(pl.from_epoch(signed, "d")),
        activated_by_id=user,
        terminated_on=pl.when(terminated).then(pl.from_epoch("last", "d")),
        terminated_by_id=pl.when(terminated).then(user),
        termination_reason=pl.when(terminated).then(pl.lit("Résiliation à la demande du client")),
        created_at=instant(pl.from_epoch(signed, "d")),
    )

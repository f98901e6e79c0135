"""A block: a region of customers with its own staff, drawn before anything can be numbered."""

from dataclasses import dataclass

import polars as pl

from orchestration.demo import (
    appointments,
    banking,
    billing,
    buying,
    cash,
    contracts,
    counter,
    customers,
    deals,
    deliveries,
    documents,
    dunning,
    equipment,
    interventions,
    invoicing,
    lines,
    mailing,
    mileage,
    orders,
    portal,
    projects,
    quotes,
    relations,
    selling,
    service,
    settlement,
    till,
)
from orchestration.demo.foundation import Foundation

SERVICE_ITEM = "FORFAIT"


@dataclass(frozen=True)
class Draft:
    """What a block keeps aside until the numbers and the costs of the whole company are known."""

    people: pl.DataFrame
    quotes: pl.DataFrame
    projects: pl.DataFrame
    orders: pl.DataFrame
    notes: pl.DataFrame
    contracts: pl.DataFrame
    tickets: pl.DataFrame
    interventions: pl.DataFrame
    reminders: pl.DataFrame
    invoicing: invoicing.Invoicing
    billed_parts: pl.DataFrame
    settlement: settlement.Settlement
    banking: banking.Banking
    work_parts: pl.DataFrame
    till: till.Till
    cards: pl.DataFrame
    bought: pl.DataFrame
    movements: pl.DataFrame


@dataclass(frozen=True)
class Sales:
    """The offers of a block, and what came of those accepted."""

    deals: pl.DataFrame
    quotes: quotes.Quotes
    projects: projects.Projects
    orders: orders.Orders
    billing: billing.Billing
    stored_orders: pl.DataFrame
    deliveries: deliveries.Deliveries


@dataclass(frozen=True)
class AfterSales:
    """The contracts and the service of a block."""

    contracts: contracts.Contracts
    stored_contracts: pl.DataFrame
    service: service.Service
    work: interventions.Work
    bills: tuple[pl.DataFrame, pl.DataFrame]


def draft_block(base: Foundation, block: int) -> Draft:
    """Draws a block; writes what needs neither a reference nor a cost of the stock."""
    world, writer, company = base.world, base.writer, base.company
    people = customers.draw_customers(world, writer, company, base.staff, base.places, block)
    sales = draft_sales(base, people, block)
    after = draft_service(base, people, sales, block)
    direct, direct_lines = counter.draw_counter_sales(world, writer, base.catalog, people, block)
    invoiced = invoicing.invoice(
        world,
        writer,
        [
            (sales.billing.invoices, sales.billing.lines),
            (direct, direct_lines),
            (after.contracts.invoices, after.contracts.lines),
            after.bills,
        ],
        sales.billing.deductions,
        block,
    )
    paid = settlement.settle(world, writer, invoiced, people, block)
    till_keys = till.open_till(writer, company, base.depots, block)
    cards = cash.give_cards(world, writer, people, base.programs, block)
    sold = till.sell(world, writer, base.catalog, base.depots, till_keys, cards, block)
    taken = counter.move_goods(writer, base.catalog, base.depots, direct, invoiced.lines, people)
    calls, calendar = draft_calendars(base, people, sales, after, block)
    people = customers.write_customers(
        world, writer, company, people, first_sales(invoiced, sales)
    )
    write_relations(base, people, sales, after, invoiced, block)
    return Draft(
        people=people,
        quotes=sales.quotes.headers,
        projects=sales.projects.headers,
        orders=sales.stored_orders,
        notes=sales.deliveries.notes,
        contracts=after.stored_contracts,
        tickets=calls,
        interventions=calendar,
        reminders=dunning.remind(world, writer, company, invoiced, paid, people, block),
        invoicing=invoiced,
        billed_parts=sales.billing.parts,
        settlement=paid,
        banking=banking.bank(world, writer, company, paid, people),
        work_parts=after.work.parts,
        till=sold,
        cards=cards,
        bought=buying.order_needs(world, base.catalog, sales.orders),
        movements=pl.concat(
            [sales.deliveries.movements, after.work.movements, taken, sold.movements],
            how="diagonal_relaxed",
        ),
    )


def draft_sales(base: Foundation, people: pl.DataFrame, block: int) -> Sales:
    """From what is asked for to what is invoiced and delivered."""
    world, writer, company, catalog = base.world, base.writer, base.company, base.catalog
    asked = deals.draw_deals(world, people, block)
    jobs = projects.draw_projects(world, writer, company, asked, people, block)
    offered = lines.draw_lines(world, catalog, people, asked, block)
    quoted = quotes.write_quotes(
        world, writer, company, catalog, asked, offered, people, jobs.headers
    )
    ordered = orders.write_orders(
        world, writer, catalog, asked, offered, people, quoted, jobs.headers, block
    )
    billed, closed = billing.bill_orders(world, writer, ordered, block)
    delivered = deliveries.deliver(world, writer, company, catalog, base.depots, ordered, people)
    stored = orders.describe_orders(world, company, ordered, people, closed)
    return Sales(asked, quoted, jobs, ordered, billed, stored, delivered)


def draft_service(base: Foundation, people: pl.DataFrame, sales: Sales, block: int) -> AfterSales:
    """Contracts, tickets, interventions, and what is invoiced of them."""
    world, writer, company, catalog = base.world, base.writer, base.company, base.catalog
    old = equipment.draw_old_equipment(world, writer, catalog, people, block)
    owned = pl.concat([sales.deliveries.equipment, old], how="vertical_relaxed")
    item = int(catalog.ids[catalog.by_subfamily[SERVICE_ITEM][0]])
    agreed, stored = contracts.write_contracts(
        world, writer, company, base.staff, base.contract_types, people, item, block
    )
    equipment.cover(writer, owned, agreed.terms)
    served = service.serve(
        world, writer, base.staff, base.rosters[block], people, owned, agreed.visits, block
    )
    writer.write("contracts.contract_visit", served.visits)
    did = interventions.work(
        world, writer, catalog, base.depots, base.staff, served, people, block
    )
    bills = interventions.bill_tickets(world, writer, catalog, served, did, people, block)
    return AfterSales(agreed, stored, served, did, bills)


def draft_calendars(
    base: Foundation, people: pl.DataFrame, sales: Sales, after: AfterSales, block: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Fills the calendars; returns the tickets and the interventions as they are stored."""
    world, writer = base.world, base.writer
    filled = appointments.fill_calendars(
        world,
        writer,
        base.staff,
        base.resources,
        base.rosters[block],
        sales.deals,
        sales.projects,
        after.service,
        people,
        block,
    )
    appointments.write_project_work(world, writer, base.resources, filled, sales.projects)
    mileage.write_mileage(world, writer, base.company, base.staff, filled, people, block)
    answered = documents.answer_forms(
        world, writer, base.forms, people, after.service.tickets, block
    )
    tickets = service.describe_tickets(
        base.company, base.staff, base.service_types, after.service, people, block
    ).join(answered, left_on="id", right_on="ticket_id", how="left", maintain_order="left")
    done = appointments.describe_interventions(
        base.company.id, filled, after.service, after.work.done, people
    )
    return tickets.rename({"response_id": "diagnostic_response_id"}), done


def first_sales(invoiced: invoicing.Invoicing, sales: Sales) -> pl.DataFrame:
    """The day each customer (by key) first ordered or was invoiced."""
    keys = sales.orders.headers.select("customer", "customer_id").unique()
    del keys
    bought = invoiced.invoices.select("customer", "day")
    ordered = sales.orders.headers.select("customer", day="confirmed")
    both = pl.concat([bought, ordered], how="vertical_relaxed")
    return both.group_by("customer", maintain_order=True).agg(pl.col("day").min())


def write_relations(
    base: Foundation,
    people: pl.DataFrame,
    sales: Sales,
    after: AfterSales,
    invoiced: invoicing.Invoicing,
    block: int,
) -> None:
    """What surrounds sales: targets, follow-ups, surveys, messages, the portal, signatures."""
    world, writer, staff = base.world, base.writer, base.staff
    team = staff.of(block, "installer")["id"].to_numpy()
    selling.write_targets(world, writer, staff, invoiced.invoices, block)
    projects.write_handovers(world, writer, sales.projects, team, block)
    relations.write_relations(world, writer, staff, people, sales.quotes.headers, base.tags, block)
    relations.survey(world, writer, after.work.done, sales.projects, people, block)
    mailing.send_campaigns(world, writer, base.company, people, base.campaigns, block)
    portal.write_portal(world, writer, staff, people, sales.quotes.headers, base.library, block)
    portal.sign_quotes(world, writer, staff, sales.quotes.headers, people)

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
    site_work,
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
    people = customers.draw_customers(
        world, writer, company=company, staff=base.staff, places=base.places, block=block
    )
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
    sold = till.sell(
        world,
        writer,
        catalog=base.catalog,
        depots=base.depots,
        till=till_keys,
        cards=cards,
        block=block,
    )
    taken = counter.move_goods(
        writer,
        base.catalog,
        depots=base.depots,
        sales=direct,
        lines=invoiced.lines,
        customers=people,
    )
    calls, calendar = draft_calendars(base, people, sales, after, block)
    people = customers.write_customers(writer, company, people, first_sales(invoiced, sales))
    write_relations(base, people, sales=sales, after=after, invoiced=invoiced, block=block)
    return Draft(
        people=people,
        quotes=sales.quotes.headers,
        projects=sales.projects.headers,
        orders=sales.stored_orders,
        notes=sales.deliveries.notes,
        contracts=after.stored_contracts,
        tickets=calls,
        interventions=calendar,
        reminders=dunning.remind(
            world,
            writer,
            company=company,
            invoicing=invoiced,
            settlement=paid,
            customers=people,
            block=block,
        ),
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
    jobs = projects.draw_projects(
        world, writer, company=company, deals=asked, customers=people, block=block
    )
    offered = lines.draw_lines(world, catalog, people, asked, block)
    quoted = quotes.write_quotes(
        world,
        writer,
        company=company,
        catalog=catalog,
        deals=asked,
        lines=offered,
        customers=people,
        projects=jobs.headers,
    )
    ordered = orders.write_orders(
        world,
        writer,
        catalog=catalog,
        deals=asked,
        lines=offered,
        customers=people,
        quotes=quoted,
        projects=jobs.headers,
        block=block,
    )
    billed, closed = billing.bill_orders(world, writer, ordered, block)
    delivered = deliveries.deliver(
        world,
        writer,
        company=company,
        catalog=catalog,
        depots=base.depots,
        orders=ordered,
        customers=people,
    )
    stored = orders.describe_orders(world, company, ordered, people, closed)
    return Sales(asked, quoted, jobs, ordered, billed, stored, delivered)


def draft_service(base: Foundation, people: pl.DataFrame, sales: Sales, block: int) -> AfterSales:
    """Contracts, tickets, interventions, and what is invoiced of them."""
    world, writer, company, catalog = base.world, base.writer, base.company, base.catalog
    old = equipment.draw_old_equipment(world, writer, catalog, people, block)
    owned = pl.concat([sales.deliveries.equipment, old], how="vertical_relaxed")
    item = int(catalog.ids[catalog.by_subfamily[SERVICE_ITEM][0]])
    agreed, stored = contracts.write_contracts(
        world,
        writer,
        company=company,
        staff=base.staff,
        types=base.contract_types,
        customers=people,
        service_item=item,
        block=block,
    )
    equipment.cover(writer, owned, agreed.terms)
    served = service.serve(
        world,
        writer,
        staff=base.staff,
        roster=base.rosters[block],
        customers=people,
        equipment=owned,
        visits=agreed.visits,
        block=block,
    )
    writer.write("contracts.contract_visit", served.visits)
    did = interventions.work(
        world,
        writer,
        catalog=catalog,
        depots=base.depots,
        staff=base.staff,
        service=served,
        customers=people,
        block=block,
    )
    bills = interventions.bill_tickets(
        world, writer, catalog=catalog, service=served, did=did, customers=people, block=block
    )
    return AfterSales(agreed, stored, served, did, bills)


def draft_calendars(
    base: Foundation, people: pl.DataFrame, sales: Sales, after: AfterSales, block: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Fills the calendars; returns the tickets and the interventions as they are stored."""
    world, writer = base.world, base.writer
    filled = appointments.fill_calendars(
        world,
        writer,
        staff=base.staff,
        resources=base.resources,
        roster=base.rosters[block],
        deals=sales.deals,
        projects=sales.projects,
        service=after.service,
        customers=people,
        block=block,
    )
    site_work.write_project_work(world, writer, base.resources, filled, sales.projects)
    mileage.write_mileage(
        world,
        writer,
        company=base.company,
        staff=base.staff,
        calendar=filled,
        customers=people,
        block=block,
    )
    answered = documents.answer_forms(
        world,
        writer,
        forms=base.forms,
        customers=people,
        tickets=after.service.tickets,
        block=block,
    )
    tickets = service.describe_tickets(
        base.company,
        base.staff,
        types=base.service_types,
        service=after.service,
        customers=people,
        block=block,
    ).join(answered, left_on="id", right_on="ticket_id", how="left", maintain_order="left")
    done = site_work.describe_interventions(
        world,
        base.company.id,
        calendar=filled,
        service=after.service,
        hours=after.work.done,
        customers=people,
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
    *,
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
    relations.write_relations(
        world,
        writer,
        staff=staff,
        customers=people,
        quotes=sales.quotes.headers,
        tags=base.tags,
        block=block,
    )
    relations.survey(
        world, writer, done=after.work.done, projects=sales.projects, customers=people, block=block
    )
    mailing.send_campaigns(
        world,
        writer,
        company=base.company,
        customers=people,
        campaigns=base.campaigns,
        block=block,
    )
    portal.write_portal(
        world,
        writer,
        staff=staff,
        customers=people,
        quotes=sales.quotes.headers,
        library=base.library,
        block=block,
    )
    portal.sign_quotes(world, writer, staff, sales.quotes.headers, people)

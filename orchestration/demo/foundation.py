"""What all blocks share: the company, its staff, its catalog, its suppliers, its books."""

from dataclasses import dataclass

import polars as pl

from geo.communes import inhabited_places
from orchestration.demo import (
    books,
    cash,
    contracts,
    documents,
    dunning,
    interventions,
    mailing,
    mileage,
    relations,
    selling,
    service,
)
from orchestration.demo.books import Books
from orchestration.demo.catalog import Catalog, write_catalog
from orchestration.demo.company import Company, found_company
from orchestration.demo.depots import Depots, open_depots
from orchestration.demo.roster import Resources, Roster, open_planning
from orchestration.demo.staff import Staff, hire_staff
from orchestration.demo.suppliers import write_suppliers
from orchestration.demo.tables.company import DEPARTMENTS
from orchestration.demo.world import World
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Foundation:
    """The company before its first customer."""

    world: World
    writer: Writer
    places: pl.DataFrame
    company: Company
    staff: Staff
    suppliers: pl.DataFrame
    catalog: Catalog
    depots: Depots
    resources: Resources
    rosters: list[Roster]
    books: Books
    forms: documents.Forms
    service_types: dict[str, int]
    contract_types: dict[str, int]
    programs: dict[str, int]
    tags: list[int]
    campaigns: pl.DataFrame
    library: pl.DataFrame


def lay_foundation(world: World, writer: Writer) -> Foundation:
    """Writes everything that customers come to find."""
    places = inhabited_places(DEPARTMENTS)
    company = found_company(world, writer, places)
    staff = hire_staff(world, writer, company)
    suppliers = write_suppliers(world, writer, company)
    catalog = write_catalog(world, writer, company, suppliers)
    depots = open_depots(writer, company, staff)
    resources, rosters = open_planning(world, writer, company, staff)
    form_ids, forms = documents.write_forms(world, writer, staff)
    library = documents.write_library(world, writer, staff)
    documents.attach_to_items(writer, library, catalog.items)
    interventions.write_cost_rates(world, writer, company)
    dunning.write_policy(writer)
    selling.write_plans(world, writer, company, catalog.family_ids, staff)
    mileage.write_scale(world, writer)
    return Foundation(
        world=world,
        writer=writer,
        places=places,
        company=company,
        staff=staff,
        suppliers=suppliers,
        catalog=catalog,
        depots=depots,
        resources=resources,
        rosters=rosters,
        books=books.open_books(world, writer, company, catalog.family_ids),
        forms=forms,
        service_types=service.write_service_types(writer, form_ids),
        contract_types=contracts.write_contract_types(writer),
        programs=cash.write_programs(world, writer, company, catalog.family_ids),
        tags=relations.write_tags(writer),
        campaigns=mailing.write_campaigns(world, writer, company, staff),
        library=library,
    )

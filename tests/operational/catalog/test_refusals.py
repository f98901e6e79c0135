"""What the database refuses about items, assemblies and prices."""

from sqlalchemy.orm import Session

from tests.factories.catalog import make_item
from tests.factories.crm import make_supplier
from tests.refusals import refused, sql

COMPONENT = (
    "INSERT INTO catalog.item_component (assembly_id, component_id, position, quantity)"
    " VALUES (:assembly, :component, 1, 1)"
)


def test_assembly_that_contains_itself_two_levels_down(session: Session) -> None:
    company = make_item(session).company_id
    outer, inner, core = (
        make_item(session, kind="assembly", company_id=company).id for _ in range(3)
    )
    sql(session, COMPONENT, assembly=outer, component=inner)
    sql(session, COMPONENT, assembly=inner, component=core)
    with refused(session, "item_component_acyclic"):
        sql(session, COMPONENT, assembly=core, component=outer)


def test_component_of_what_is_no_assembly(session: Session) -> None:
    item, other = make_item(session), make_item(session)
    with refused(session, "item_component_of_assembly"):
        sql(session, COMPONENT, assembly=item.id, component=other.id)


def test_labor_kept_in_stock(session: Session) -> None:
    labor = make_item(session, kind="labor")
    with refused(session, "ck_item_only_goods_stocked"):
        sql(session, "UPDATE catalog.item SET is_stocked = true WHERE id = :id", id=labor.id)


def test_two_percentages_of_a_vat_rate_on_a_day(session: Session) -> None:
    make_item(session)
    with refused(session, "ex_vat_rate_overlap"):
        sql(
            session,
            "INSERT INTO catalog.vat_rate (code, label, percentage, valid_from)"
            " VALUES ('normal', '21 %', 21, '2026-01-01')",
        )


def test_two_preferred_suppliers_of_an_item(session: Session) -> None:
    item = make_item(session)
    statement = (
        "INSERT INTO catalog.supplier_item (item_id, supplier_id, purchase_price, is_preferred)"
        " VALUES (:item, :supplier, 1, true)"
    )
    sql(session, statement, item=item.id, supplier=make_supplier(session).id)
    with refused(session, "uq_supplier_item_preferred"):
        sql(session, statement, item=item.id, supplier=make_supplier(session).id)

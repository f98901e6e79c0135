"""What the database refuses about companies, parameters, numbering and the audit."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from operational.core.models import AuditEntry, Change
from tests.factories.core import make_agency, make_company
from tests.refusals import refused, sql


def test_siren_that_is_none(session: Session) -> None:
    with refused(session, "ck_company_siren_nine_digits"):
        sql(session, "INSERT INTO core.company (name, siren) VALUES ('X', '12')")


def test_fiscal_years_that_overlap(session: Session) -> None:
    statement = (
        "INSERT INTO core.fiscal_year (company_id, code, starts_on, ends_on)"
        " VALUES (:company, :code, :starts, :ends)"
    )
    company = make_company(session).id
    sql(session, statement, company=company, code="2026", starts="2026-01-01", ends="2026-12-31")
    with refused(session, "ex_fiscal_year_overlap"):
        sql(session, statement, company=company, code="X", starts="2026-12-31", ends="2027-12-31")


def test_parameter_with_two_values_on_a_day(session: Session) -> None:
    statement = (
        "INSERT INTO core.parameter (company_id, code, value, valid_from)"
        " VALUES (:company, 'lost_after_months', '24', :since)"
    )
    company = make_company(session).id
    sql(session, statement, company=company, since="2020-01-01")
    with refused(session, "ex_parameter_overlap"):
        sql(session, statement, company=company, since="2026-01-01")


@pytest.mark.parametrize("change", ["next_number = 4", "last_date = '2026-01-01'"])
def test_series_that_goes_backwards(session: Session, change: str) -> None:
    sql(
        session,
        "INSERT INTO core.number_series"
        " (company_id, kind, fiscal_year, prefix, next_number, last_date)"
        " VALUES (:company, 'invoice', 2026, 'FA-2026-', 5, '2026-02-01')",
        company=make_company(session).id,
    )
    with refused(session, "QU005"):
        sql(session, f"UPDATE core.number_series SET {change}")


def test_audit_says_who_changed_what_and_is_never_changed(session: Session) -> None:
    agency = make_agency(session)
    session.execute(text("SELECT set_config('quarante.user_id', '42', true)"))
    sql(session, "UPDATE core.agency SET name = 'Toulon' WHERE id = :id", id=agency.id)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.by_user_id, entry.table_name, entry.row_id) == (42, "core.agency", agency.id)
    assert entry.before == {"name": agency.name}
    assert entry.after == {"name": "Toulon"}
    for statement in ("UPDATE core.audit_entry SET row_id = 0", "DELETE FROM core.audit_entry"):
        with refused(session, "QU001"):
            sql(session, statement)


def test_every_change_of_a_row_is_told_to_the_warehouse(session: Session) -> None:
    agency = make_agency(session)
    sql(session, "UPDATE core.agency SET name = 'Toulon' WHERE id = :id", id=agency.id)
    sql(session, "DELETE FROM core.agency WHERE id = :id", id=agency.id)
    told = session.scalars(
        select(Change.operation)
        .filter_by(table_name="core.agency", row_id=agency.id)
        .order_by(Change.id)
    )
    assert list(told) == ["I", "U", "D"]


def test_row_that_changes_its_key_is_told_under_both(session: Session) -> None:
    agency = make_agency(session)
    sql(session, "UPDATE core.agency SET id = 999999 WHERE id = :id", id=agency.id)
    told = session.execute(
        select(Change.row_id, Change.operation).where(Change.operation != "I").order_by(Change.id)
    )
    assert set(told) == {(999999, "U"), (agency.id, "D")}
    session.expunge(agency)

"""Importing again what has changed, somebody's own data, dry runs."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from operational.core.database import transaction
from tests.factories.core import make_agency, make_company
from tests.factories.crm import make_customer
from tests.factories.identity import make_user
from tests.operational.workflows.imports.steps import (
    SMALL_COMPANY,
    bring_in,
    digest,
    refused,
    rows,
    value,
    written,
)

Edit = Callable[[str, str, str], None]
"""In a file of the copy, replaces a text by another."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small company, to change."""
    return Path(copytree(SMALL_COMPANY, tmp_path / "files"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Changes a file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")

    return replace


def test_a_changed_customer_and_item_are_written_over(
    database_url: str, folder: Path, edit: Edit
) -> None:
    bring_in(database_url, folder)
    edit("customers.csv", "1 quai du Port", "2 quai du Port")
    edit("customers.csv", "04 93 00 00 30", "04 93 00 00 99")
    edit("items.csv", "540,00", "555,00")
    report = bring_in(database_url, folder)
    assert {name: n for name, n in written(report).items() if n} == {"customers": 1, "items": 1}
    hotel = """
        SELECT a.line1, p.value FROM crm.customer AS c JOIN crm.address AS a USING (party_id)
        JOIN crm.contact_point AS p USING (party_id) WHERE c.reference = 'C002' AND p.kind = 'phone'
    """
    assert rows(database_url, hotel) == [("2 quai du Port", "04 93 00 00 99")]
    price = "SELECT sale_price FROM catalog.item WHERE reference = 'FILTRE-600'"
    assert value(database_url, price) == 555
    assert written(bring_in(database_url, folder)) == dict.fromkeys(report.counts, 0)


def test_an_empty_cell_does_not_erase(database_url: str, folder: Path, edit: Edit) -> None:
    bring_in(database_url, folder)
    edit("customers.csv", "Portail bleu", "")
    assert bring_in(database_url, folder).total.written == 1
    notes = "SELECT notes FROM crm.customer JOIN crm.party AS p ON p.id = party_id WHERE reference = 'C001'"
    assert value(database_url, notes) == "Portail bleu"


def test_what_a_user_wrote_meanwhile_is_kept(database_url: str, folder: Path) -> None:
    bring_in(database_url, folder)
    with transaction(database_url, handlers={}) as session:
        session.connection().exec_driver_sql("UPDATE catalog.item SET sale_price = 1")
    assert bring_in(database_url, folder).total.written == 0
    assert value(database_url, "SELECT min(sale_price) FROM catalog.item") == 1


def test_a_changed_line_of_an_issued_invoice_is_refused_with_its_document(
    database_url: str, folder: Path, edit: Edit
) -> None:
    bring_in(database_url, folder)
    before = digest(database_url)
    edit(
        "lines.csv",
        "FILTRE-600;;1;;569,00;;;;310,50;569,00;1",
        "FILTRE-600;;1;;570,00;;;;310,50;570,00;1",
    )
    edit("invoices.csv", "685,00;131,20;816,20", "686,00;131,40;817,40")
    report = bring_in(database_url, folder)
    assert digest(database_url) == before
    assert refused(report) == [
        ("invoices.csv", 2, "reference", "FA-301", "frozen_changed"),
        ("lines.csv", 11, "reference", "FA-301", "refused_document"),
        ("lines.csv", 12, "reference", "FA-301", "refused_document"),
    ]


def test_what_may_not_change_is_refused(database_url: str, folder: Path, edit: Edit) -> None:
    bring_in(database_url, folder)
    before = digest(database_url)
    edit("payments.csv", "500,00", "499,00")
    edit("stock_levels.csv", ";8;305,25", ";9;305,25")
    edit("contracts.csv", "90,00", "95,00")
    edit("orders.csv", "03/06/2024", "04/06/2024")
    edit("quotes.csv", "12/05/2024", "13/05/2024")
    edit("tickets.csv", "10/09/2024", "09/09/2024")
    changed = [
        (file, line)
        for file, line, _c, _v, why in refused(bring_in(database_url, folder))
        if why == "frozen_changed"
    ]
    assert changed == [
        ("contracts.csv", 4),
        ("orders.csv", 3),
        ("payments.csv", 2),
        ("quotes.csv", 4),
        ("stock_levels.csv", 2),
        ("tickets.csv", 3),
    ]
    assert digest(database_url) == before


def test_what_comes_later_to_a_document_is_written(
    database_url: str, folder: Path, edit: Edit
) -> None:
    bring_in(database_url, folder)
    edit("orders.csv", "30/06/2024;;;", "30/06/2024;02/07/2024;;")
    edit("quotes.csv", "sent;12/06/2024;;", "accepted;12/06/2024;01/06/2024;")
    edit("tickets.csv", "in_progress;;;", "resolved;;12/09/2024;")
    edit("contracts.csv", ";;1;;;;;", ";;1;;;31/12/2025;Déménagement;")
    edit("stock_levels.csv", "2;6", "3;6")
    report = bring_in(database_url, folder)
    assert report.refusals == ()
    assert {name: n for name, n in written(report).items() if n} == {
        "stock_levels": 1, "quotes": 1, "orders": 1, "contracts": 1, "tickets": 1,
    }  # fmt: skip
    states = """
        SELECT state FROM sales.sales_order WHERE reference = 'CD-202'
        UNION ALL SELECT state FROM sales.quote WHERE reference = 'DE-103'
        UNION ALL SELECT state FROM service.service_ticket WHERE reference = 'SAV-602'
        UNION ALL SELECT state FROM contracts.service_contract WHERE reference = 'CT-503'
        UNION ALL SELECT reorder_level::int::text FROM stock.reorder_rule WHERE reorder_level = 3
    """
    found = [state for [state] in rows(database_url, states)]
    assert found == ["closed", "accepted", "resolved", "terminated", "3"]


def test_new_documents_join_those_of_before(database_url: str, folder: Path, edit: Edit) -> None:
    bring_in(database_url, folder)
    edit("payments.csv", "RG-404", "RG-405;C001;01/06/2024;10,00;;card;FA-301;;\nRG-404")
    report = bring_in(database_url, folder)
    assert (report.counts["payments"].written, report.counts["payments"].unchanged) == (1, 5)
    allocated = """
        SELECT count(*) FROM sales.payment_allocation AS a JOIN payments.payment AS p ON p.id = a.payment_id
        WHERE p.reference = 'RG-405'
    """
    assert value(database_url, allocated) == 0, "the invoice was paid already"


def test_what_somebody_else_made_is_left_alone(database_url: str, folder: Path) -> None:
    with transaction(database_url, handlers={}) as session:
        company = make_company(session)
        agency = make_agency(session, company_id=company.id)
        make_customer(session, company_id=company.id, agency_id=agency.id, reference="C003")
    report = bring_in(database_url, folder)
    assert refused(report)[0] == ("customers.csv", 4, "reference", "C003", "already_here")
    assert [i.value for i in report.refusals if i.reason == "refused_reference"] == ["C003"]
    assert report.company == company.name


def test_a_dry_run_says_the_same_and_writes_nothing(
    database_url: str, folder: Path, edit: Edit
) -> None:
    edit("lines.csv", "540", "abc")
    before = digest(database_url)
    rehearsed = bring_in(database_url, folder, dry_run=True)
    assert digest(database_url) == before
    done = bring_in(database_url, folder)
    assert rehearsed.dry_run
    assert (rehearsed.counts, rehearsed.refusals) == (done.counts, done.refusals)
    assert bring_in(database_url, folder, dry_run=True).total.written == 0


def test_without_an_author_it_is_the_importer_who_cannot_sign_in(
    database_url: str, folder: Path
) -> None:
    bring_in(database_url, folder)
    authors = """
        SELECT DISTINCT u.name, u.archived_at IS NOT NULL, u.password_hash
        FROM contracts.service_contract JOIN identity.app_user AS u ON u.id = activated_by_id
    """
    assert rows(database_url, authors) == [("Reprise des données", True, None)]


def test_the_author_is_who_imports(database_url: str, folder: Path) -> None:
    with transaction(database_url, handlers={}) as session:
        user = make_user(session)
    bring_in(database_url, folder, by=user.id)
    authors = """
        SELECT activated_by_id FROM contracts.service_contract
        UNION SELECT issued_by_id FROM sales.invoice
        UNION SELECT resolved_by_id FROM service.service_ticket WHERE state = 'resolved'
        UNION SELECT by_user_id FROM core.audit_entry WHERE table_name = 'sales.invoice'
    """
    assert rows(database_url, authors) == [(user.id,)]

"""Every layout, in what it becomes: an invented company whose sums were done by hand."""

from datetime import date
from decimal import Decimal

from tests.operational.workflows.imports.conftest import Imported
from tests.operational.workflows.imports.steps import (
    SMALL_COMPANY,
    bring_in,
    digest,
    rows,
    value,
    written,
)


def test_every_row_of_every_layout_is_imported(small_company: Imported) -> None:
    _url, report = small_company
    assert written(report) == {
        "families": 4,
        "employees": 3,
        "suppliers": 2,
        "customers": 3,
        "items": 4,
        "stock_levels": 3,
        "quotes": 3,
        "orders": 3,
        "invoices": 3,
        "lines": 14,
        "payments": 5,
        "contracts": 3,
        "tickets": 3,
    }
    assert (report.refusals, report.left_out, report.unused_columns) == ((), (), {})


def test_a_second_import_changes_nothing(small_company: Imported) -> None:
    url, _report = small_company
    before = digest(url)
    bring_in(url, SMALL_COMPANY)
    assert digest(url) == before


def test_an_empty_database_gets_the_company_its_agency_and_the_years_of_its_documents(
    small_company: Imported,
) -> None:
    url, report = small_company
    assert report.company == value(url, "SELECT name FROM core.company") == "Ma société"
    assert rows(url, "SELECT code, name FROM core.agency") == [("PRINCIPALE", "Agence principale")]
    years = rows(url, "SELECT code, starts_on, ends_on FROM core.fiscal_year")
    assert years == [("2024", date(2024, 1, 1), date(2024, 12, 31))]


def test_sub_families_are_under_their_family(small_company: Imported) -> None:
    families = """
        SELECT f.code, s.code FROM catalog.item_subfamily AS s
        JOIN catalog.item_family AS f ON f.id = s.item_family_id ORDER BY 1, 2
    """
    assert rows(small_company[0], families) == [
        ("CHAUF", "CHAUF"),
        ("CHAUF", "POELE"),
        ("DIVERS", "DIVERS"),
        ("PISCINE", "FILTR"),
    ]


def test_employees_are_people_with_a_job(small_company: Imported) -> None:
    employees = """
        SELECT e.code, p.name, p.first_name, e.job, e.left_on FROM crm.employee AS e
        JOIN crm.party AS p ON p.id = e.party_id ORDER BY 1
    """
    assert rows(small_company[0], employees) == [
        ("DURAND", "Durand", "Paul", "technician", None),
        ("MARTIN", "Martin", "Léa", "salesperson", None),
        ("ROUX", "Roux", "Inès", "office", date(2024, 6, 30)),
    ]


def test_suppliers_have_an_address_a_contact_and_ways_to_reach_them(
    small_company: Imported,
) -> None:
    supplier = """
        SELECT p.siret, a.line1, a.country, c.first_name, k.function, s.lead_time_days
        FROM crm.supplier AS s JOIN crm.party AS p ON p.id = s.party_id
        JOIN crm.address AS a ON a.party_id = p.id
        JOIN crm.party_contact AS k ON k.party_id = p.id JOIN crm.contact AS c ON c.id = k.contact_id
        WHERE s.reference = 'F001'
    """
    assert rows(small_company[0], supplier) == [
        ("73282932000074", "12 rue des Pins", "FR", "Jean", "Ventes", 10)
    ]
    archived = "SELECT reference FROM crm.supplier WHERE archived_at IS NOT NULL"
    assert rows(small_company[0], archived) == [("F002",)]


def test_customers_have_a_status_a_source_a_salesperson_and_a_first_document(
    small_company: Imported,
) -> None:
    customers = """
        SELECT c.reference, c.stage, c.prospect_since, c.customer_since, s.code, l.code, e.code,
               c.credit_limit
        FROM crm.customer AS c LEFT JOIN crm.customer_status AS s ON s.id = c.customer_status_id
        LEFT JOIN crm.lead_source AS l ON l.id = c.lead_source_id
        LEFT JOIN crm.employee AS e ON e.id = c.salesperson_id ORDER BY 1
    """
    first_sale, first_order = date(2024, 4, 2), date(2024, 2, 20)
    assert rows(small_company[0], customers) == [
        ("C001", "customer", date(2023, 1, 10), first_order, "PART", "SALON", "MARTIN", None),
        ("C002", "customer", first_sale, first_sale, "PRO", None, "MARTIN", Decimal(15000)),
        ("C003", "prospect", date(2024, 5, 5), None, None, None, None, None),
    ]
    mobile = "SELECT value, normalized FROM crm.contact_point WHERE kind = 'mobile' AND value LIKE '06 11%'"
    assert rows(small_company[0], mobile) == [("06 11 00 00 20", "0611000020")]


def test_items_have_prices_a_unit_a_rate_a_supplier_and_a_barcode(small_company: Imported) -> None:
    items = """
        SELECT i.reference, i.purchase_price, i.sale_price, u.unece_code, v.percentage, i.kind,
               s.supplier_reference, b.barcode
        FROM catalog.item AS i JOIN catalog.unit AS u ON u.id = i.unit_id
        JOIN catalog.vat_rate AS v ON v.id = i.vat_rate_id
        LEFT JOIN catalog.supplier_item AS s ON s.item_id = i.id AND s.is_preferred
        LEFT JOIN catalog.item_barcode AS b ON b.item_id = i.id ORDER BY 1
    """
    assert rows(small_company[0], items) == [
        ("DEPL", Decimal(0), Decimal(45), "LS", Decimal(20), "service", None, None),
        ("FILTRE-600", Decimal("310.5"), Decimal(540), "C62", Decimal(20), "goods", "FS600", "3760000000017"),
        ("MO", Decimal("32.5"), Decimal(58), "HUR", Decimal(10), "labor", None, None),
        ("POELE-8", Decimal(1250), Decimal(2190), "C62", Decimal("5.5"), "goods", "P8", None),
    ]  # fmt: skip


def test_stocks_open_in_their_warehouses_at_their_cost(small_company: Imported) -> None:
    stock = """
        SELECT i.reference, w.code, l.quantity, m.unit_cost, m.moved_on, r.reorder_level, r.target_quantity
        FROM stock.stock_level AS l JOIN catalog.item AS i ON i.id = l.item_id
        JOIN stock.warehouse AS w ON w.id = l.warehouse_id
        JOIN stock.stock_movement AS m ON m.item_id = i.id AND m.warehouse_id = w.id
        LEFT JOIN stock.reorder_rule AS r ON r.item_id = i.id AND r.warehouse_id = w.id ORDER BY 2
    """
    counted = date(2023, 12, 31)
    assert rows(small_company[0], stock) == [
        ("FILTRE-600", "CAMION1", Decimal(1), Decimal("310.5"), counted, None, None),
        ("FILTRE-600", "DEPOT", Decimal(8), Decimal("305.25"), counted, Decimal(2), Decimal(6)),
    ]
    assert value(small_company[0], "SELECT count(*) FROM stock.reorder_rule") == 2


def test_quotes_are_accepted_refused_or_waiting(small_company: Imported) -> None:
    quotes = """
        SELECT reference, state, first_sent_on, accepted_on, refusal_reason, net, vat, gross
        FROM sales.quote ORDER BY 1
    """
    assert rows(small_company[0], quotes) == [
        ("DE-101", "accepted", date(2024, 2, 6), date(2024, 2, 20), None, Decimal("685.00"), Decimal("125.40"), Decimal("810.40")),
        ("DE-102", "refused", date(2024, 3, 10), None, "Trop cher", Decimal("2080.50"), Decimal("114.43"), Decimal("2194.93")),
        ("DE-103", "sent", date(2024, 5, 12), None, None, Decimal("45.00"), Decimal("9.00"), Decimal("54.00")),
    ]  # fmt: skip


def test_orders_are_closed_open_or_canceled(small_company: Imported) -> None:
    orders = """
        SELECT o.reference, o.state, o.net, q.reference, o.closed_on, o.cancel_reason
        FROM sales.sales_order AS o LEFT JOIN sales.quote AS q ON q.id = o.quote_id ORDER BY 1
    """
    assert rows(small_company[0], orders) == [
        ("CD-201", "closed", Decimal("685.00"), "DE-101", date(2024, 3, 20), None),
        ("CD-202", "confirmed", Decimal("1080.00"), None, None, None),
        ("CD-203", "canceled", Decimal("135.00"), None, None, "Erreur de saisie"),
    ]


def test_invoices_are_issued_with_their_number_totals_and_due_date(
    small_company: Imported,
) -> None:
    invoices = """
        SELECT i.reference, i.kind, i.issued_on, s.due_on, i.net, i.vat, s.amount, o.reference,
               c.reference
        FROM sales.invoice AS i JOIN sales.instalment AS s ON s.invoice_id = i.id
        LEFT JOIN sales.sales_order AS o ON o.id = i.sales_order_id
        LEFT JOIN sales.invoice AS c ON c.id = i.corrects_id
        WHERE i.issued_at IS NOT NULL ORDER BY i.issued_on
    """
    assert rows(small_company[0], invoices) == [
        ("FA-301", "standard", date(2024, 3, 20), date(2024, 4, 19), Decimal("685.00"), Decimal("131.20"), Decimal("816.20"), "CD-201", None),
        ("FA-302", "standard", date(2024, 4, 2), date(2024, 5, 2), Decimal("2080.50"), Decimal("114.43"), Decimal("2194.93"), None, None),
        ("AV-303", "credit_note", date(2024, 4, 15), date(2024, 4, 15), Decimal("109.50"), Decimal("6.02"), Decimal("115.52"), None, "FA-302"),
    ]  # fmt: skip


def test_lines_take_from_their_item_what_they_do_not_say(small_company: Imported) -> None:
    lines = """
        SELECT l.position, l.kind, l.designation, l.quantity, l.unit_code, l.net, l.vat_percentage,
               l.cost, o.position
        FROM sales.invoice_line AS l JOIN sales.invoice AS i ON i.id = l.invoice_id
        LEFT JOIN sales.sales_order_line AS o ON o.id = l.sales_order_line_id
        WHERE i.reference IN ('FA-301', 'FA-302') ORDER BY i.reference, 1
    """
    assert rows(small_company[0], lines) == [
        (1, "item", "Filtre à sable 600", Decimal(1), "U", Decimal("569.00"), Decimal(20), Decimal("310.50"), 1),
        (2, "item", "Pose", Decimal(2), "H", Decimal("116.00"), Decimal(15), Decimal("65.00"), 2),
        (1, "text", "Livré le 2 avril", Decimal(0), None, Decimal(0), Decimal(0), Decimal(0), None),
        (2, "item", "Poêle à bois 8 kW", Decimal(1), "U", Decimal("2080.50"), Decimal("5.5"), Decimal("1250.00"), None),
    ]  # fmt: skip


def test_payments_settle_invoices_and_the_rest_stays_on_the_account(
    small_company: Imported,
) -> None:
    settled = """
        SELECT p.reference, p.amount, p.direction, m.kind, i.reference, a.amount
        FROM payments.payment AS p JOIN payments.payment_method AS m ON m.id = p.payment_method_id
        LEFT JOIN sales.payment_allocation AS a ON a.payment_id = p.id
        LEFT JOIN sales.instalment AS s ON s.id = a.instalment_id
        LEFT JOIN sales.invoice AS i ON i.id = s.invoice_id ORDER BY 1
    """
    assert rows(small_company[0], settled) == [
        ("RG-401", Decimal("500.00"), "received", "cheque", "FA-301", Decimal("500.00")),
        ("RG-402", Decimal("316.20"), "received", "bank_transfer", "FA-301", Decimal("316.20")),
        ("RG-403", Decimal("2294.93"), "received", "bank_transfer", "FA-302", Decimal("2194.93")),
        ("RG-404", Decimal("115.52"), "refund", "bank_transfer", "AV-303", Decimal("115.52")),
    ]


def test_contracts_are_expired_terminated_or_in_force(small_company: Imported) -> None:
    contracts = """
        SELECT c.reference, t.code, c.state, c.yearly_net, l.designation, c.termination_reason
        FROM contracts.service_contract AS c
        JOIN contracts.contract_type AS t ON t.id = c.contract_type_id
        JOIN contracts.contract_line AS l ON l.service_contract_id = c.id ORDER BY 1
    """
    assert rows(small_company[0], contracts) == [
        (
            "CT-501",
            "ENTRETIEN",
            "expired",
            Decimal(240),
            "Entretien annuel de la filtration",
            None,
        ),
        ("CT-502", "ENTRETIEN", "terminated", Decimal(600), "ENTRETIEN", "Vente de l'hôtel"),
        ("CT-503", "RAMONAGE", "active", Decimal(90), "RAMONAGE", None),
    ]


def test_tickets_are_resolved_canceled_or_in_progress(small_company: Imported) -> None:
    tickets = """
        SELECT s.reference, t.code, s.state, s.resolved_on, s.resolution, s.cancel_reason,
               s.under_warranty, c.reference, e.code
        FROM service.service_ticket AS s JOIN service.service_type AS t ON t.id = s.service_type_id
        LEFT JOIN contracts.service_contract AS c ON c.id = s.service_contract_id
        LEFT JOIN crm.employee AS e ON e.id = s.technician_id ORDER BY 1
    """
    assert rows(small_company[0], tickets) == [
        ("SAV-601", "PANNE", "resolved", date(2024, 7, 4), "Roulement changé", None, True, "CT-501", "DURAND"),
        ("SAV-602", "CONSEIL", "in_progress", None, None, None, False, None, "DURAND"),
        ("SAV-603", "PANNE", "canceled", None, None, "Déjà signalé", False, None, None),
    ]  # fmt: skip

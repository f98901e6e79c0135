"""One bad row never loses the others, and nothing a file may hold is unexpected."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operational.core.errors import Refusal
from operational.workflows.imports.labels import failure, why
from operational.workflows.imports.preparation import prepare
from operational.workflows.imports.sources import load_source
from operational.workflows.imports.staging import REFUSED
from tests.operational.workflows.imports.conftest import Imported
from tests.operational.workflows.imports.steps import (
    SMALL_COMPANY,
    adds_up,
    bring_in,
    digest,
    refused,
    value,
    write_files,
    written,
)

FAMILIES = "code;label\nF1;Une\n"
PARTIES = {
    "employees.csv": "code;last_name;hired_on\nE1;Martin;01/01/2020\n",
    "suppliers.csv": "reference;name\nS1;Un\n",
    "customers.csv": "reference;name\nC1;Un\nC2;Deux\n",
}
ITEMS = "reference;vat_rate;is_stocked\nI1;20;oui\nI2;10;non\n"
GOOD = PARTIES | {
    "families.csv": FAMILIES,
    "items.csv": ITEMS,
    "stock_levels.csv": "item;quantity\nI1;5\n",
    "quotes.csv": "reference;customer;drafted_on\nD1;C1;01/02/2024\n",
    "orders.csv": "reference;customer;confirmed_on\nO1;C1;01/02/2024\n",
    "invoices.csv": "reference;customer;issued_on\nN1;C1;01/03/2024\nN2;C2;02/03/2024\n",
    "lines.csv": "document;reference;item;quantity;unit_price\n"
    "quote;D1;I1;1;10\norder;O1;I1;1;10\ninvoice;N1;I1;1;10\ninvoice;N1;I2;2;10\ninvoice;N2;I2;1;10\n",
    "payments.csv": "reference;customer;paid_on;amount;invoice\nP1;C1;01/04/2024;10;N1\n",
    "contracts.csv": "reference;customer;type;starts_on;ends_on;yearly_net\n"
    "K1;C1;T;01/01/2024;31/12/2030;100\n",
    "tickets.csv": "reference;customer;opened_on;type;title\nT1;C1;01/05/2024;T;Panne\n",
}
"""The least of each layout."""

BAD_ROWS = [
    ("families.csv", "F2;Deux;Inconnue", "code;label;parent", "parent", "unknown_reference"),
    ("families.csv", "F1;Encore", "", "parent, code", "duplicate_key"),
    ("employees.csv", "E2;Durand;31/02/2020", "", "hired_on", "bad_date"),
    ("employees.csv", "E2;Durand;01/01/2020;01/01/2019", "code;last_name;hired_on;left_on", "left_on", "date_before"),
    ("suppliers.csv", "S2;", "", "name", "missing"),
    ("suppliers.csv", "S2;Deux;demain", "reference;name;lead_time_days", "lead_time_days", "bad_number"),
    ("customers.csv", "C3;Trois;FRA", "reference;name;country", "country", "bad_form"),
    ("customers.csv", "C3;Trois;X1", "reference;name;salesperson", "salesperson", "unknown_reference"),
    ("customers.csv", "C3;\x07", "", "name", "unreadable_text"),
    ("customers.csv", f"C3;{'x' * 10_000}", "", None, None),
    ("customers.csv", f"C3;{'x' * 10_001}", "", "name", "too_long"),
    ("customers.csv", 'C3;"Trois', "", "", "wrong_cell_count"),
    ("customers.csv", "C3", "", "", "wrong_cell_count"),
    ("customers.csv", "C3;Trois;-1", "reference;name;credit_limit", "credit_limit", "too_small"),
    ("items.csv", "I3;20;peut-être", "", "is_stocked", "bad_flag"),
    ("items.csv", "I3;;;table", "reference;vat_rate;is_stocked;kind", "kind", "unknown_code"),
    ("items.csv", "I3;20;oui;labor", "reference;vat_rate;is_stocked;kind", "is_stocked", "only_goods_stocked"),
    ("items.csv", "I3;20;;E", "reference;vat_rate;is_stocked;vat_category", "vat_category", "vat_inconsistent"),
    ("items.csv", "I3;20;;1,23456", "reference;vat_rate;is_stocked;sale_price", "sale_price", "too_many_decimals"),
    ("items.csv", "I3;20;;1e11", "reference;vat_rate;is_stocked;purchase_price", None, None),
    ("items.csv", "I3;100;", "", None, None),
    ("items.csv", "I3;101;", "", "vat_rate", "too_large"),
    ("items.csv", "I3;20;;1e12", "reference;vat_rate;is_stocked;purchase_price", "purchase_price", "too_large"),
    ("items.csv", "I3;20;;99999999999999999999", "reference;vat_rate;is_stocked;purchase_price", "purchase_price", "too_large"),
    ("items.csv", "I3;20;;inf", "reference;vat_rate;is_stocked;purchase_price", "purchase_price", "bad_number"),
    ("stock_levels.csv", "I2;3", "", "item", "not_stocked"),
    ("stock_levels.csv", "I1;3;B;5;4", "item;quantity;warehouse;reorder_level;target_quantity", "target_quantity", "below_level"),
    ("quotes.csv", "D2;C9;01/02/2024", "", "customer", "unknown_reference"),
    ("quotes.csv", "D2;C1;01/02/2024", "", "reference", "no_line"),
    ("quotes.csv", "D 2;C1;01/02/2024", "", "reference", "bad_document_number"),
    ("quotes.csv", "D2;C1;02/10/2026", "", "drafted_on", "future_date"),
    ("quotes.csv", "D2;C1;01/02/2024;superseded", "reference;customer;drafted_on;state", "state", "unknown_code"),
    ("orders.csv", "O2;C1;02/10/2026", "", "confirmed_on", "future_date"),
    ("orders.csv", "O2;C1;01/02/1024", "", "confirmed_on", "bad_date"),
    ("invoices.csv", "N3;C1;", "", "issued_on", "missing"),
    ("invoices.csv", "N3;C1;02/10/2026", "", "issued_on", "future_date"),
    ("payments.csv", "P2;C1;02/10/2026;10;N1", "", "paid_on", "future_date"),
    ("payments.csv", "P2;C1;01/10/2026;1;N1", "", None, None),
    ("payments.csv", "P2;C1;01/04/2024;0;N1", "", "amount", "too_small"),
    ("payments.csv", "P2;C1;01/04/2024;10;N9", "", "invoice", "unknown_reference"),
    ("contracts.csv", "K2;C1;T;01/01/2024;31/12/2023;100", "", "ends_on", "date_before"),
    ("tickets.csv", "T2;C1;01/05/2024;;Panne", "", "type", "missing"),
]  # fmt: skip
"""File, row added, header if it is another, and the column and reason of its refusal."""


def with_row(file: str, row: str, header: str) -> dict[str, str]:
    """The good files, with a row more in one; its other rows are as long as the header."""
    lines = GOOD[file].splitlines()
    if header:
        missing = header.count(";") - lines[0].count(";")
        lines = [header, *(line + ";" * missing for line in lines[1:])]
    return GOOD | {file: "\n".join([*lines, row]) + "\n"}


@pytest.mark.parametrize(("file", "row", "header", "column", "reason"), BAD_ROWS)
def test_a_bad_row_is_refused_and_the_others_are_imported(
    *,
    small_company: Imported,
    tmp_path: Path,
    file: str,
    row: str,
    header: str,
    column: str | None,
    reason: str | None,
) -> None:
    files = with_row(file, row, header)
    report = bring_in(small_company[0], write_files(tmp_path, files), dry_run=True)
    line = files[file].count("\n")
    expected = [] if reason is None else [(file, line, column, reason)]
    told = [
        (f, n, c, r)
        for f, n, c, _value, r in refused(report)
        if n == line or r != "refused_payment"
    ]
    assert told == expected
    assert adds_up(report)


def test_the_least_of_each_layout_is_imported(small_company: Imported, tmp_path: Path) -> None:
    report = bring_in(small_company[0], write_files(tmp_path, GOOD), dry_run=True)
    assert report.refusals == ()
    assert (
        report.total.written
        == report.total.read
        == sum(text.count("\n") - 1 for text in GOOD.values())
    )


BAD_LINES = [
    ("invoice;N1;I1;;10", "quantity", "missing"),
    ("invoice;N1;I1;deux;10", "quantity", "bad_number"),
    ("invoice;N1;I9;1;10", "item", "unknown_reference"),
    ("invoice;N1;;1;10", "vat_rate", "missing"),
    ("invoice;N1;I1;9999999999;99999999999", "quantity", "too_large"),
    ("receipt;N1;I1;1;10", "document", "unknown_code"),
]


@pytest.mark.parametrize(("row", "column", "reason"), BAD_LINES)
def test_a_bad_line_refuses_its_document_and_no_other(
    small_company: Imported, tmp_path: Path, row: str, column: str, reason: str
) -> None:
    files = with_row("lines.csv", row, "")
    report = bring_in(small_company[0], write_files(tmp_path, files), dry_run=True)
    told = refused(report)
    assert (told[0], told[-1]) == (
        ("invoices.csv", 2, "reference", "N1", "refused_line"),
        ("payments.csv", 2, "invoice", "N1", "refused_reference"),
    )
    assert [(line, why_) for _f, line, _c, _v, why_ in told[1:-1]] == [
        (4, "refused_document"),
        (5, "refused_document"),
        (7, reason),
    ]
    assert told[-2][2] == column
    assert written(report)["invoices"] == 1
    assert adds_up(report)


def test_a_line_that_cannot_be_read_refuses_the_documents_around_it(
    small_company: Imported, tmp_path: Path
) -> None:
    lines = GOOD["lines.csv"].replace("invoice;N1;I2;2;10", "invoice;N1;I2")
    folder = write_files(tmp_path, GOOD | {"lines.csv": lines})
    report = bring_in(small_company[0], folder, dry_run=True)
    assert refused(report)[:2] == [
        ("invoices.csv", 2, "reference", "N1", "refused_line"),
        ("invoices.csv", 3, "reference", "N2", "refused_line"),
    ]
    assert report.counts["orders"].written == report.counts["quotes"].written == 1


def test_an_unknown_code_is_told_with_those_that_are(
    small_company: Imported, tmp_path: Path
) -> None:
    files = with_row("customers.csv", "C3;Trois;alien", "reference;name;kind")
    [issue] = bring_in(small_company[0], write_files(tmp_path, files), dry_run=True).refusals
    assert why(issue) == (
        "« alien » n'est pas un code connu ; ce doit être l'un de : person, company."
    )


def test_lines_whose_cost_nobody_gives_are_counted(
    small_company: Imported, tmp_path: Path
) -> None:
    lines = (
        "document;reference;item;quantity;unit_price;unit_cost\norder;O1;I1;1;10;\n"
        "invoice;N1;I1;1;10;4\ninvoice;N1;I2;2;10;0\ninvoice;N2;I1;1;10;\ninvoice;N2;I2;1;0;\n"
    )
    files = {name: text for name, text in GOOD.items() if name != "quotes.csv"}
    folder = write_files(tmp_path, files | {"lines.csv": lines})
    report = bring_in(small_company[0], folder, dry_run=True)
    assert report.refusals == ()
    assert report.without_cost == {"lines.csv": 1}


def test_a_document_given_twice_is_imported_once(small_company: Imported, tmp_path: Path) -> None:
    files = with_row("invoices.csv", "N1;C2;05/03/2024", "")
    report = bring_in(small_company[0], write_files(tmp_path, files), dry_run=True)
    assert refused(report) == [("invoices.csv", 4, "reference", "N1", "duplicate_key")]
    assert report.counts["lines"].written == 5


def test_texts_keep_their_line_ends_and_signs(database_url: str, tmp_path: Path) -> None:
    notes = 'a\r\nb "c"; \\.\rd, é'
    customers = 'reference;name;notes\nC1;Un;"' + notes.replace('"', '""') + '"\n'
    (tmp_path / "customers.csv").write_bytes(customers.encode())
    assert bring_in(database_url, tmp_path).refusals == ()
    assert value(database_url, "SELECT notes FROM crm.party") == notes


def test_the_rows_of_a_payment_must_agree(small_company: Imported, tmp_path: Path) -> None:
    files = with_row("payments.csv", "P1;C2;01/04/2024;10;N2", "")
    report = bring_in(small_company[0], write_files(tmp_path, files), dry_run=True)
    assert refused(report) == [
        ("payments.csv", 2, "customer", "C1", "disagreement"),
        ("payments.csv", 3, "customer", "C2", "disagreement"),
    ]


def test_lines_of_no_document_are_told(small_company: Imported, tmp_path: Path) -> None:
    files = with_row("lines.csv", "invoice;N9;I1;1;10", "")
    del files["quotes.csv"]
    report = bring_in(small_company[0], write_files(tmp_path, files), dry_run=True)
    assert refused(report) == [
        ("lines.csv", 2, "reference", "D1", "unknown_reference"),
        ("lines.csv", 7, "reference", "N9", "unknown_reference"),
    ]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("net", "41", "total_differs"),
        ("vat", "5,99", "total_differs"),
        ("gross", "1", "total_differs"),
    ],
)
def test_an_invoice_whose_printed_total_differs_is_refused(
    small_company: Imported, tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    invoices = (
        f"reference;customer;issued_on;{column}\nN1;C1;01/03/2024;{cell}\nN2;C2;02/03/2024;\n"
    )
    folder = write_files(tmp_path, GOOD | {"invoices.csv": invoices})
    report = bring_in(small_company[0], folder, dry_run=True)
    assert refused(report)[0] == (
        "invoices.csv", 2, column, f"{cell.replace(',', '.'):.5}" if "," in cell else f"{cell}.00", reason,
    )  # fmt: skip


def test_a_negative_invoice_is_refused(small_company: Imported, tmp_path: Path) -> None:
    lines = GOOD["lines.csv"].replace("N2;I2;1;10", "N2;I2;-1;10")
    folder = write_files(tmp_path, GOOD | {"lines.csv": lines})
    told = refused(bring_in(small_company[0], folder, dry_run=True))
    assert told[0] == ("invoices.csv", 3, "reference", "-10.00", "negative_total")


@pytest.mark.parametrize(
    ("printed", "refusals"),
    [("10,01", []), ("9,99", []), ("10,02", ["refused_line", "amount_differs"])],
)
def test_a_printed_amount_is_kept_within_a_cent(
    small_company: Imported, tmp_path: Path, printed: str, refusals: list[str]
) -> None:
    lines = f"document;reference;item;quantity;unit_price;net\ninvoice;N2;I2;1;10;{printed}\n"
    files = PARTIES | {"items.csv": ITEMS, "lines.csv": lines}
    folder = write_files(
        tmp_path, files | {"invoices.csv": "reference;customer;issued_on\nN2;C2;02/03/2024\n"}
    )
    report = bring_in(small_company[0], folder, dry_run=True)
    assert [issue.reason for issue in report.refusals] == refusals


def test_what_only_the_database_refuses_is_set_aside_alone(
    database_url: str, tmp_path: Path
) -> None:
    customers = "reference;name;subledger_account\n" + "".join(
        f"C{n};Client {n};{411000 + n // 2 if n in (6, 7) else 411000 + 100 + n}\n"
        for n in range(20)
    )
    report = bring_in(database_url, write_files(tmp_path, {"customers.csv": customers}))
    assert [(i.line, i.reason) for i in report.refusals] == [(9, "database_duplicate")]
    assert value(database_url, "SELECT count(*) FROM crm.customer") == 19
    assert adds_up(report)


def test_a_value_not_worth_a_row_is_left_out(database_url: str, tmp_path: Path) -> None:
    customers = (
        "reference;name;email;siren;siret\n"
        "C1;Un;pas un courriel;732829320;55210055400013\nC2;Deux;deux@mail.example;12;\n"
    )
    report = bring_in(database_url, write_files(tmp_path, {"customers.csv": customers}))
    assert report.counts["customers"].written == 2
    assert report.refusals == ()
    assert [(i.line, i.column, i.reason) for i in report.left_out] == [
        (2, "email", "bad_form"),
        (2, "siret", "siret_of_another"),
        (3, "siren", "bad_form"),
    ]
    assert value(database_url, "SELECT count(*) FROM crm.party WHERE siren = '732829320'") == 1


Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "as Windows writes it": lambda data: data.decode().encode("cp1252", "replace"),
    "with a mark of UTF-8": lambda data: b"\xef\xbb\xbf" + data,
    "as UTF-16": lambda data: data.decode().encode("utf-16"),
    "with commas": lambda data: data.replace(b";", b","),
    "with tabs": lambda data: data.replace(b";", b"\t"),
    "with old line ends": lambda data: data.replace(b"\n", b"\r"),
    "cut in the middle": lambda data: data[: len(data) * 2 // 3],
    "cut in a character": lambda data: data[: data.rfind(b"\xc3") + 1] or data[:-1],
    "its rows twice": lambda data: data + data.split(b"\n", 1)[1],
    "twice": lambda data: data + data,
    "without its header": lambda data: data.split(b"\n", 1)[1],
    "only its header": lambda data: data.split(b"\n", 1)[0],
    "empty": lambda data: data[:0],
    "backwards": lambda data: data[::-1],
    "columns in another order": lambda data: b"\n".join(
        b";".join(line.split(b";")[::-1]) for line in data.split(b"\n")
    ),
    "two columns swapped": lambda data: b"\n".join(
        [data.split(b"\n")[0]]
        + [
            b";".join([*line.split(b";")[1::-1], *line.split(b";")[2:]])
            for line in data.split(b"\n")[1:]
        ]
    ),
    "every number negative": lambda data: data.replace(b";1", b";-1").replace(b";2", b";-2"),
    "with zero bytes": lambda data: data.replace(b"0", b"\0"),
    "with stray quotes": lambda data: data.replace(b"e", b'"e', 3),
    "with bytes of another encoding": lambda data: data.replace(b"a", b"\xe0\xff", 2),
    "with decimal points": lambda data: data.replace(b",", b"."),
    "with another year": lambda data: data.replace(b"2024", b"24"),
    "with American dates": lambda data: data.replace(b"/02/", b"/13/"),
    "with huge numbers": lambda data: data.replace(b",00", b"00000000000000000000"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("file", ["customers.csv", "lines.csv"])
def test_a_damaged_file_is_never_unexpected(
    small_company: Imported, tmp_path: Path, file: str, damage: Damage
) -> None:
    folder = Path(copytree(SMALL_COMPANY, tmp_path / "files"))
    path = folder / file
    path.write_bytes(damage(path.read_bytes()))
    try:
        report = bring_in(small_company[0], folder, dry_run=True)
    except Refusal as refusal:
        sentence = failure(refusal)
        assert "{" not in sentence
    else:
        assert adds_up(report)
        assert all("{" not in why(issue) for issue in report.refusals + report.left_out)


@given(
    file=st.sampled_from(sorted(path.name for path in SMALL_COMPANY.glob("*.csv"))),
    at=st.floats(0, 1),
    garbage=st.binary(min_size=1, max_size=12),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_in_a_file_are_refused_by_row_or_by_file(
    tmp_path: Path, file: str, at: float, garbage: bytes
) -> None:
    folder = Path(copytree(SMALL_COMPANY, tmp_path / "files", dirs_exist_ok=True))
    data = (folder / file).read_bytes()
    place = int(at * len(data))
    (folder / file).write_bytes(data[:place] + garbage + data[place + len(garbage) :])
    with suppress(Refusal):
        staged = prepare(load_source("standard"), folder).staged
        for name, rows in staged.items():
            told = rows.issues.filter(~rows.issues["left_out"])["line"]
            assert set(rows.rows.filter(REFUSED)["#line"]) <= set(told), name


def test_nothing_of_the_rehearsals_stays(small_company: Imported) -> None:
    url, _report = small_company
    before = digest(url)
    bring_in(url, SMALL_COMPANY, dry_run=True)
    assert digest(url) == before

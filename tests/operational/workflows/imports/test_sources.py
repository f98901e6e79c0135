"""Sources: what a mapping file may say, and how rows of files become rows of layouts."""

from pathlib import Path

import pytest

from operational.core.database import transaction
from operational.core.errors import Refusal
from operational.workflows.imports.company import NoCompany, WhichCompany
from operational.workflows.imports.labels import failure
from operational.workflows.imports.layouts import LAYOUTS
from operational.workflows.imports.preparation import prepare
from operational.workflows.imports.reading import UnusableFile
from operational.workflows.imports.sources import (
    BadSource,
    UnknownSource,
    load_source,
    shipped_sources,
)
from operational.workflows.imports.staging import UnusableMapping
from tests.factories.core import make_company
from tests.operational.workflows.imports.steps import (
    bring_in,
    refused,
    rows,
    value,
    write_files,
    write_source,
)

SOURCE = """
name: old
title: Ancien logiciel
company: {name: Reprise, fiscal_year_start_month: 7, agency: {code: NICE, name: Nice}}
tables:
  kinds: {P: person, S: company}
files:
  people: {path: people.csv, dates: ["%m/%d/%Y"]}
  sales: {path: sales.csv, decimal: ","}
layouts:
  customers:
    - file: people
      where: deleted != 'X'
      columns:
        reference: concat('C', number)
        name: upper(name)
        kind: translate(kind, 'kinds')
        since: since
  invoices:
    - file: sales
      rows: same
      columns:
        reference: invoice
        customer: concat('C', customer)
        issued_on: day
        kind: "'credit_note' if amount < 0 else 'standard'"
  lines:
    - file: sales
      columns:
        document: "'invoice'"
        reference: invoice
        designation: default(what, lookup('people', 'number', customer, 'name'))
        quantity: 1
        unit_price: abs(amount)
        vat_rate: 20
"""
PEOPLE = "number,name,kind,since,deleted\n1,Léa,P,12/31/2023,\n2,Garage,S,,\n3,Perdu,S,,X\n"
SALES = (
    "invoice;customer;day;what;amount\n"
    "F-1;1;2024-02-01;Pose;1 200,50\nF-1;1;2024-02-01;;-\n"
    "F-2;2;2024-03-01;;99,99\nA-1;2;2024-03-02;Geste;-10\nF-3;1;2024-03-03;a;1\nF-3;2;2024-03-03;b;2\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of an old software."""
    return write_files(tmp_path, {"people.csv": PEOPLE, "sales.csv": SALES})


def test_a_source_maps_filters_translates_groups_and_looks_up(
    database_url: str, folder: Path
) -> None:
    report = bring_in(database_url, folder, write_source(folder, SOURCE))
    customers = """
        SELECT c.reference, p.name, p.kind, c.prospect_since::text
        FROM crm.customer AS c JOIN crm.party AS p ON p.id = c.party_id ORDER BY 1
    """
    assert rows(database_url, customers) == [
        ("C1", "LÉA", "person", "2023-12-31"),
        ("C2", "GARAGE", "company", "2024-03-01"),
    ]
    lines = """
        SELECT i.reference, i.kind, l.designation, l.net, i.gross FROM sales.invoice AS i
        JOIN sales.invoice_line AS l ON l.invoice_id = i.id ORDER BY 1
    """
    assert [tuple(map(str, row)) for row in rows(database_url, lines)] == [
        ("A-1", "credit_note", "Geste", "10.00", "12.00"),
        ("F-2", "standard", "Garage", "99.99", "119.99"),
    ]
    assert refused(report) == [
        ("sales.csv", 2, "reference", "F-1", "refused_document"),
        ("sales.csv", 3, "amount", "-", "bad_number"),
        ("sales.csv", 3, "amount", "-", "bad_number"),
        ("sales.csv", 6, "customer", "C1", "disagreement"),
        ("sales.csv", 6, "reference", "F-3", "refused_document"),
        ("sales.csv", 7, "reference", "F-3", "refused_document"),
    ]


def test_the_company_of_the_source_is_made_with_its_agency_and_years(
    database_url: str, folder: Path
) -> None:
    bring_in(database_url, folder, write_source(folder, SOURCE))
    assert rows(database_url, "SELECT name, fiscal_year_start_month FROM core.company") == [
        ("Reprise", 7)
    ]
    assert rows(database_url, "SELECT code, name FROM core.agency") == [("NICE", "Nice")]
    years = "SELECT code, starts_on::text, ends_on::text FROM core.fiscal_year"
    assert rows(database_url, years) == [("2023", "2023-07-01", "2024-06-30")]


def test_it_goes_to_the_only_company_or_to_the_one_named(database_url: str, folder: Path) -> None:
    with transaction(database_url, handlers={}) as session:
        make_company(session, name="Seule")
    source = write_source(folder, SOURCE)
    assert bring_in(database_url, folder, source, dry_run=True).company == "Seule"
    with transaction(database_url, handlers={}) as session:
        make_company(session, name="Reprise")
    assert bring_in(database_url, folder, source).company == "Reprise"
    customers = (
        "SELECT DISTINCT c.name FROM crm.customer JOIN core.company AS c ON c.id = company_id"
    )
    assert value(database_url, customers) == "Reprise"


def test_it_does_not_guess_the_company(database_url: str, folder: Path) -> None:
    without = "\n".join(line for line in SOURCE.splitlines() if not line.startswith("company:"))
    anonymous = write_source(folder, without)
    with pytest.raises(NoCompany):
        bring_in(database_url, folder, anonymous)
    with transaction(database_url, handlers={}) as session:
        make_company(session, name="Une")
        make_company(session, name="Autre")
    with pytest.raises(WhichCompany) as refusal:
        bring_in(database_url, folder, anonymous)
    assert "(Autre, Une)" in failure(refusal.value)


def test_a_condition_that_cannot_be_told_is_a_refusal(database_url: str, folder: Path) -> None:
    source = SOURCE.replace("deleted != 'X'", "number(deleted) == 0 or not given(deleted)")
    report = bring_in(database_url, folder, write_source(folder, source))
    assert refused(report)[0] == ("people.csv", 4, "deleted", "X", "bad_number")


def test_rows_that_go_together_take_the_first_value_given(
    database_url: str, tmp_path: Path
) -> None:
    source = """
        name: s
        title: s
        company: {name: S}
        files: {f: {path: f.csv}}
        layouts:
          customers: [{file: f, rows: first, columns: {reference: k, name: n, notes: o}}]
    """
    text = "k,n,o\n1,,x\n1,Un,y\n2,Deux,\x07\n2,Deux,z\n,Sans,\n3\n"
    folder = write_files(tmp_path, {"f.csv": text})
    report = bring_in(database_url, folder, write_source(folder, source))
    party = "SELECT name, notes FROM crm.party ORDER BY name"
    assert rows(database_url, party) == [("Deux", "z"), ("Un", "x")]
    assert [(i.line, i.column, i.reason) for i in report.left_out] == [(4, "o", "unreadable_text")]
    assert refused(report) == [
        ("f.csv", 6, "reference", "", "missing"),
        ("f.csv", 7, "", "3", "wrong_cell_count"),
    ]


def test_a_row_that_cannot_be_read_does_not_become_a_default(
    database_url: str, tmp_path: Path
) -> None:
    source = """
        name: s
        title: s
        company: {name: S}
        files: {f: {path: f.csv}}
        layouts:
          customers:
            - {file: f, rows: first, columns: {reference: "default(k, 'COMPTOIR')", name: n}}
    """
    folder = write_files(tmp_path, {"f.csv": "k,n\n,Comptoir\n,\n1\n"})
    report = bring_in(database_url, folder, write_source(folder, source))
    assert rows(database_url, "SELECT reference FROM crm.customer") == [("COMPTOIR",)]
    assert refused(report) == [("f.csv", 4, "", "1", "wrong_cell_count")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("number)", "numero)"),
        ("'kinds'", "'sorts'"),
        ("upper(name)", "upper(name"),
        ("deleted != 'X'", "deleted"),
        ("'people', 'number'", "'persons', 'number'"),
        ("'number', customer", "'id', customer"),
    ],
)
def test_a_mapping_that_cannot_be_computed_is_refused(
    database_url: str, folder: Path, old: str, new: str
) -> None:
    assert old in SOURCE
    with pytest.raises(UnusableMapping) as refusal:
        bring_in(database_url, folder, write_source(folder, SOURCE.replace(old, new, 1)))
    assert "Rien n'a été importé" in failure(refusal.value)
    assert value(database_url, "SELECT count(*) FROM core.company") == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "name: [",
        "name: s",
        SOURCE + "unknown: 1\n",
        SOURCE.replace("customers:", "clients:"),
        SOURCE.replace("since: since", "depuis: since"),
        SOURCE.replace("file: sales", "file: ventes", 1),
        SOURCE.replace("rows: same", "rows: some"),
        SOURCE.replace('decimal: ","', 'decimal: ";"'),
        SOURCE.replace("month: 7", "month: 13"),
        SOURCE.replace("Ancien", "\0"),
        SOURCE.replace("        name: upper(name)\n", ""),
    ],
)
def test_a_file_that_is_no_source_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadSource) as refusal:
        load_source(write_source(tmp_path, text))
    sentence = failure(refusal.value)
    assert str(tmp_path) in sentence
    assert "\n" not in sentence
    assert not {"should", "expected", "required", "input", "value"} & set(sentence.split())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('{path: people.csv, dates: ["%m/%d/%Y"]}', "{path: [}", "ligne 8, colonne 19 : la syntaxe YAML n'est pas respectée"),
        ("title: Ancien", "title: \0", "ligne 3 : un caractère n'est pas permis"),
        ("rows: same", "bogus: same", "layouts.invoices.0 : « bogus » n'est pas une clé connue ici"),
        ("title: Ancien logiciel\n", "", "la clé « title » manque"),
        ("path: people.csv, ", "", "files.people : la clé « path » manque"),
        ("rows: same", "rows: some", "layouts.invoices.0.rows : « some » n'est pas permis ici ; attendu : 'each', 'first' ou 'same'"),
        ("month: 7", "month: 13", "company.fiscal_year_start_month : « 13 » n'est pas permis ici"),
        ("path: people.csv", "path: {a: b}", "files.people.path : ce n'est pas un texte"),
        ("customers:", "clients:", "la disposition « clients » n'existe pas"),
        ("        name: upper(name)\n", "", "la colonne « customers.name » manque"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_source_is_said_in_french(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in SOURCE
    with pytest.raises(BadSource) as refusal:
        load_source(write_source(tmp_path, SOURCE.replace(old, new, 1)))
    assert refusal.value.problem == problem


def test_a_source_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "source.yaml"
    path.write_bytes("title: é".encode("cp1252"))
    with pytest.raises(BadSource) as refusal:
        load_source(str(path))
    assert refusal.value.problem == "le fichier n'est pas en UTF-8"


@pytest.mark.parametrize("name", ["unknown", "unknown.yaml", "../sources/northwind", ""])
def test_a_source_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(UnknownSource) as refusal:
        load_source(name)
    assert "northwind, online_retail, standard" in failure(refusal.value)


def test_the_sources_that_come_with_it_can_be_read() -> None:
    assert shipped_sources() == ["northwind", "online_retail", "standard"]
    assert [load_source(name).name for name in shipped_sources()] == shipped_sources()
    assert list(load_source("standard").layouts) == [layout.name for layout in LAYOUTS]


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "no_file"),
        ({"customers.doc": "x"}, "no_file"),
        ({"customers.csv": "reference,name,unknown\n1,a,b\n"}, "unknown_column"),
        ({"customers.csv": ""}, "empty_file"),
        ({"customers.csv": "name\nUn\nDeux\n"}, "missing_column"),
    ],
)
def test_files_that_cannot_be_used_are_refused(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    with pytest.raises(UnusableFile) as refusal:
        prepare(load_source("standard"), write_files(tmp_path, files))
    assert refusal.value.reason == problem
    assert "{" not in failure(refusal.value)


def test_a_file_without_a_column_it_must_have_is_refused_once(tmp_path: Path) -> None:
    folder = write_files(tmp_path, {"customers.csv": "name\nUn\nDeux\n"})
    with pytest.raises(UnusableFile) as refusal:
        prepare(load_source("standard"), folder)
    assert "la colonne « reference » manque" in failure(refusal.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Le dossier {path} ne peut pas être importé : aucun fichier attendu n'y est"),
        ("nowhere", "Le fichier {path} ne peut pas être importé : il n'existe pas"),
    ],
)
def test_a_folder_is_not_called_a_file(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / name
    with pytest.raises(UnusableFile) as refusal:
        prepare(load_source("standard"), path)
    assert failure(refusal.value).startswith(said.format(path=path))


def test_a_file_that_is_not_optional_must_be_there(tmp_path: Path, folder: Path) -> None:
    source = load_source(write_source(folder, SOURCE))
    (folder / "sales.csv").unlink()
    for path in (folder, folder / "people.csv", tmp_path / "nowhere"):
        with pytest.raises(UnusableFile, match="missing_file"):
            prepare(source, path)


def test_a_format_that_is_not_read_is_refused(tmp_path: Path) -> None:
    source = "name: s\ntitle: s\nfiles: {f: {path: f.doc}}\nlayouts: {customers: [{file: f}]}\n"
    folder = write_files(tmp_path, {"f.doc": "x"})
    with pytest.raises(UnusableFile, match="unknown_format"):
        prepare(load_source(write_source(folder, source)), folder)


def test_every_failure_has_a_sentence() -> None:
    raised = {UnknownSource, BadSource, UnusableMapping, UnusableFile, WhichCompany, NoCompany}
    assert all(issubclass(error, Refusal) for error in raised)
    assert failure(NoCompany()).endswith("importé.")

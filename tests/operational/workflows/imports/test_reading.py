"""CSV as it is found."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.workflows.imports.reading import BROKEN, LINE, Table, UnusableFile
from operational.workflows.imports.reading.delimited import read_delimited
from operational.workflows.imports.reading.parquet import read_parquet
from operational.workflows.imports.reading.workbooks import read_workbook
from operational.workflows.imports.sources import File
from tests.operational.workflows.imports.xlsx import write_workbook


def read(folder: Path, data: bytes, **options: str) -> Table:
    path = folder / "file.csv"
    path.write_bytes(data)
    return read_delimited(path, File(path="file.csv", **options))


def cells(table: Table) -> list[tuple[object, ...]]:
    return table.frame.select(LINE, *table.columns).rows()


@pytest.mark.parametrize(
    ("data", "columns"),
    [
        (b"a,b\n1,2\n", ["a", "b"]),
        (b"a;b\n1;2\n", ["a", "b"]),
        (b"a\tb\n1\t2\n", ["a", "b"]),
        (b"a|b\r\n1|2\r\n", ["a", "b"]),
        (b"\xef\xbb\xbfa,b\n1,2\n", ["a", "b"]),
        ("a,b\n1,2\n".encode("utf-16"), ["a", "b"]),
        (b'"a, b";c\n1;2\n', ["a, b", "c"]),
        (b"a,,a b \n1,2,3\n", ["a", "colonne 2", "a b"]),
        (b"*,^a$\n1,2\n", ["*", "^a$"]),
    ],
)
def test_encoding_and_separator_are_found(tmp_path: Path, data: bytes, columns: list[str]) -> None:
    table = read(tmp_path, data)
    assert table.columns == columns
    assert table.frame.height == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig", "utf-16"])
def test_accents_are_read(tmp_path: Path, encoding: str) -> None:
    data = "nom\nÉlodie\nPoêle à bois\n".encode(encoding)
    assert cells(read(tmp_path, data)) == [(2, "Élodie"), (3, "Poêle à bois")]


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "nom\nŠ\n".encode("cp1250"), encoding="cp1250")) == [(2, "Š")]


def test_bytes_that_mean_nothing_spoil_their_line_only(tmp_path: Path) -> None:
    data = "nom\nÉlodie\nZoé\n".encode() + b"Ren\xe9e\n"
    assert cells(read(tmp_path, data)) == [(2, "Élodie"), (3, "Zoé"), (4, "Ren\ufffde")]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    data = b'a,b\n\n1,"two\nlines"\n,\n3,4\n'
    assert cells(read(tmp_path, data)) == [(3, "1", "two\nlines"), (6, "3", "4")]


def test_rows_too_short_or_too_long_are_kept_aside(tmp_path: Path) -> None:
    table = read(tmp_path, b"a,b\n1\n1,2,3\n4,5\n")
    assert table.frame.select(LINE, BROKEN).rows() == [(2, "1"), (3, "1 | 2 | 3"), (4, None)]


def test_a_stray_quote_does_not_swallow_the_rest(tmp_path: Path) -> None:
    table = read(tmp_path, b'a,b\n1,2\n"3,4\n5,6\n7,8\n')
    assert table.frame[BROKEN].to_list() == [None, '"3,4', None, None]
    assert cells(table) == [(2, "1", "2"), (3, None, None), (4, "5", "6"), (5, "7", "8")]


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        (b'a;b\n1;"open\n2;b\n3;c\n', '1;"open'),
        (b'a;b\n1;"open\n2;b\n3;"c"\n', '1;"open'),
        (b'a;b\n1;"open\n"2";b\n3;c\n', '1;"open'),
        (b'a;b\n1;"open\n2;"b\n3;c\n', '1;"open'),
    ],
)
def test_a_quote_left_open_swallows_no_row(tmp_path: Path, data: bytes, broken: str) -> None:
    table = read(tmp_path, data)
    assert table.frame[BROKEN].to_list()[0] == broken
    assert cells(table)[-1] == (4, "3", "c")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'a;b\n1;x\n2;"open\nand on\n3;c\n', "3"),
        (b'a;"b\n1;x\n2;y\n', "1"),
    ],
)
def test_a_file_whose_rows_a_quote_hides_is_refused(
    tmp_path: Path, data: bytes, line: str
) -> None:
    with pytest.raises(UnusableFile) as refusal:
        read(tmp_path, data)
    assert (refusal.value.reason, refusal.value.detail) == ("open_quote", line)


def test_a_file_cut_short_loses_its_last_line_only(tmp_path: Path) -> None:
    table = read(tmp_path, b'a,b\n1,2\n3,"4')
    assert table.frame.select(LINE, BROKEN).rows() == [(2, None), (3, '3,"4')]
    assert read(tmp_path, b"a,b\n1,2\n3").frame[BROKEN].to_list() == [None, "3"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b" \n\n", "empty_file"),
        (b"a,b,a\n1,2,3\n", "duplicate_column"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        (bytes(range(256)) * 8, "not_text"),
        ("a,b\n1,2\n".encode("utf-16-le"), "not_text"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UnusableFile) as refusal:
        read(tmp_path, data)
    assert refusal.value.reason == reason


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="unknown_encoding"):
        read(tmp_path, b"a\n1\n", encoding="morse")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not a table", b"PK\x03\x04" + b"\0" * 60])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UnusableFile, match="unreadable_file"):
        read_parquet(path, File(path="file"))
    with pytest.raises(UnusableFile, match="unreadable_file"):
        read_workbook(path, File(path="file"))


def test_a_sheet_that_is_absent_or_empty_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", {"vide": []})
    with pytest.raises(UnusableFile, match="missing_sheet autre"):
        read_workbook(path, File(path="x.xlsx", sheet="autre"))
    with pytest.raises(UnusableFile, match="empty_file"):
        read_workbook(path, File(path="x.xlsx"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    with suppress(UnusableFile):
        table = read(tmp_path_factory.getbasetemp(), data)
        assert table.frame[LINE].is_unique().all()

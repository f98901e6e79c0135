"""The guide's pages of the indicators say what the catalog and dbt say."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from tests.transform.built import Warehouse
from transform.guide.pages import FOLDER, INDEX, pages
from transform.guide.project import Project
from transform.guide.statement import laid_out
from transform.reader.catalog import indicators, metrics

GUIDE = Path(__file__).parents[2] / "docs" / "guide-utilisateur"


@pytest.fixture(scope="module")
def project(warehouse: Warehouse) -> Project:
    """The project, as dbt read it to build the scenario."""
    return Project(warehouse.manifest)


@pytest.fixture(scope="module")
def written(project: Project) -> Mapping[PurePosixPath, str]:
    """The pages as they would be written now."""
    return pages(project)


def test_the_pages_are_those_of_the_code(written: Mapping[PurePosixPath, str]) -> None:
    tracked = [GUIDE / INDEX, *(GUIDE / FOLDER).glob("*.md")]

    assert {path.relative_to(GUIDE).as_posix() for path in tracked} == {*map(str, written)}
    for path in tracked:
        text = written[PurePosixPath(path.relative_to(GUIDE))]
        assert path.read_text() == text, f"run `make docs`: {path.name}"


def test_every_figure_is_listed(written: Mapping[PurePosixPath, str]) -> None:
    for metric in metrics().values():
        assert f"| {metric.formula} |" in written[INDEX], metric.code


def test_links_lead_to_files(written: Mapping[PurePosixPath, str]) -> None:
    for path, text in written.items():
        for link in re.findall(r"\]\(([^)]+)\)", text):
            assert (GUIDE / path.parent / link).exists(), (path, link)


def test_a_page_goes_from_tables_to_pages(project: Project) -> None:
    for metric in indicators():
        path = project.path(metric)
        assert {term.rows.table for term in metric.terms if term.rows} <= {*path}, metric.code
        assert any([*project.tables(model)] for model in path), metric.code
        assert "board" in {page["name"] for page in project.shown_by(metric)}, metric.code


def test_a_page_has_an_example_and_checks(written: Mapping[PurePosixPath, str]) -> None:
    for metric in indicators():
        text = written[FOLDER / f"{metric.code}.md"]
        assert "## Un exemple" in text, metric.code
        assert "_unit_tests.yml" in text, metric.code


def test_a_statement_is_laid_out_by_clauses_and_queries() -> None:
    sql = "SELECT sum(a, 1), b FROM (SELECT f(x) AS a, b FROM t WHERE c IN (1, 2)) GROUP BY b"

    assert (
        laid_out(sql)
        == """SELECT sum(a, 1),
    b
FROM (
    SELECT f(x) AS a,
        b
    FROM t
    WHERE c IN (1, 2)
)
GROUP BY b"""
    )

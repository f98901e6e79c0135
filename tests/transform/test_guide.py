"""The guide's page of the indicators says what the catalog says."""

from pathlib import Path

from transform.guide import PAGE, page

GUIDE = Path(__file__).parents[2] / "docs" / "guide-utilisateur"


def test_the_page_is_the_catalog_s() -> None:
    assert (GUIDE / PAGE).read_text() == page(), "run `make docs`"


def test_every_indicator_is_there() -> None:
    assert page().count("\n### ") == 40

"""Filters: names of the catalog, values of the right kind, anything else refused."""

import pytest

from transform.reader import NO_FILTER, FilterRefused, Filters


def test_numbers_may_come_as_text_and_an_empty_choice_does_not_filter() -> None:
    filters = Filters.of(agency=["1", 2], salesperson=[], department=["06"])

    assert filters == Filters.of(department=["06"], agency=[1, 2])
    assert filters.names == {"agency", "department"}
    assert Filters.of(agency=[]) == NO_FILTER


def test_a_dimension_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FilterRefused, match="no filter 'color'"):
        Filters.of(color=["red"])


@pytest.mark.parametrize("value", ["1 OR 1=1", "1); DROP TABLE x; --", "", "1.5"])
def test_a_text_that_is_no_identifier_is_refused(value: str) -> None:
    with pytest.raises(FilterRefused) as refused:
        Filters.of(agency=[value])

    assert (refused.value.name, refused.value.value) == ("agency", value)

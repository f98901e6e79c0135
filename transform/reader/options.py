"""The choices of filters that somebody may see."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from transform.reader.answers import Option
from transform.reader.filters import Filters

UNDER = {
    "agency": "company",
    "salesperson": "agency",
    "supplier": "company",
    "item_subfamily": "item_family",
}
"""The dimension whose options those of another go under (`Option.parent`): a tree."""

Read = Callable[[str], Sequence[Option]]


def visible(dimension: str, rows: Filters, read: Read) -> tuple[Option, ...]:
    """The options of a dimension that go with some rows, among all those there are (`read`).

    They are members of these rows themselves, and under or above the members that are.
    """
    members = {found.name: {str(value) for value in values} for found, values in rows.chosen}
    return tuple(_visible(dimension, members, read, coming_from=None))


def _visible(
    dimension: str, members: Mapping[str, set[str]], read: Read, *, coming_from: str | None
) -> list[Option]:
    offered = list(read(dimension))
    if dimension in members:
        offered = [option for option in offered if option.value in members[dimension]]
    for other in _beside(dimension, coming_from):
        if not _is_limited(other, members, coming_from=dimension):
            continue
        theirs = _visible(other, members, read, coming_from=dimension)
        if UNDER.get(dimension) == other:
            values = {option.value for option in theirs}
            offered = [option for option in offered if option.parent in values]
        else:
            parents = {option.parent for option in theirs}
            offered = [option for option in offered if option.value in parents]
    return offered


def _is_limited(
    dimension: str, members: Mapping[str, set[str]], *, coming_from: str | None
) -> bool:
    return dimension in members or any(
        _is_limited(other, members, coming_from=dimension)
        for other in _beside(dimension, coming_from)
    )


def _beside(dimension: str, coming_from: str | None) -> Iterator[str]:
    """What the options of a dimension go under, or have under them, but where one comes from."""
    for below, above in UNDER.items():
        for one, other in ((below, above), (above, below)):
            if one == dimension and other != coming_from:
                yield other

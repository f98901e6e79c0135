"""What figures are limited to. Values come from people: they are only ever bound, never spelled out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from transform.reader.catalog import Dimension, dimensions

Value = int | str


class FilterRefused(Exception):
    """A filter that does not exist, or a value that cannot be one of its own."""

    def __init__(self, name: str, value: object = None) -> None:
        """Keeps the filter and the value as asked."""
        super().__init__(f"no filter {name!r}" if value is None else f"{value!r} is no {name}")
        self.name, self.value = name, value


@dataclass(frozen=True, slots=True)
class Filters:
    """Values kept by dimension: any of a dimension's values, in all of the dimensions."""

    chosen: tuple[tuple[Dimension, tuple[Value, ...]], ...] = ()

    @classmethod
    def of(cls, **values: Iterable[Value]) -> Self:
        """Filters by the names of the catalog: `Filters.of(agency=[1, 2], department=["06"])`.

        Numbers may come as text. A dimension without values does not filter. Raises FilterRefused.
        """
        return cls(
            tuple(
                (dimension, kept)
                for name in sorted(values)
                for dimension in [_dimension(name)]
                if (kept := tuple(_value(dimension, value) for value in values[name]))
            )
        )

    @property
    def names(self) -> frozenset[str]:
        """The dimensions that filter."""
        return frozenset(dimension.name for dimension, _ in self.chosen)

    def within(self, rows: "Filters") -> "Filters":
        """These filters, on no other row than those of `rows`; where nothing is left, no row."""
        seen, asked = dict(rows.chosen), dict(self.chosen)
        chosen = {
            dimension: tuple(
                value
                for value in asked.get(dimension, seen.get(dimension, ()))
                if value in seen.get(dimension, asked.get(dimension, ()))
            )
            for dimension in {**asked, **seen}
        }
        return Filters(tuple(sorted(chosen.items(), key=lambda pair: pair[0].name)))


NO_FILTER = Filters()


def _dimension(name: str) -> Dimension:
    if name not in dimensions():
        raise FilterRefused(name)
    return dimensions()[name]


def _value(dimension: Dimension, value: Value) -> Value:
    try:
        return int(value) if dimension.is_key else str(value)
    except ValueError as error:
        raise FilterRefused(dimension.name, value) from error

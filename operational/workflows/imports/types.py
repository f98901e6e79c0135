"""What a layout is made of."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the cells of a column are, whatever the file they come from."""

    TEXT = "text"
    NUMBER = "document number"
    CODE = "code"
    KEY = "key of another layout"
    DATE = "date"
    FLAG = "yes or no"
    INTEGER = "integer"
    MONEY = "amount"
    PRICE = "unit price"
    QUANTITY = "quantity"
    RATE = "percentage"


DECIMALS = {Kind.INTEGER: 0, Kind.MONEY: 2, Kind.PRICE: 4, Kind.QUANTITY: 4, Kind.RATE: 4}
"""The kinds that are numbers, and how many decimals each keeps."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a layout.

    `to` is the layout a key refers to. `frozen` is what may not change once imported. A value
    that is refused by a `soft` column is left out and reported, and its row is imported.
    `pattern` is a regular expression the text must match; `floor` is the least a number may be;
    `default` is written as a cell would be, and taken where a new row has none.
    """

    name: str
    kind: Kind
    about: str
    required: bool = False
    codes: tuple[str, ...] = ()
    to: str | None = None
    frozen: bool = False
    soft: bool = False
    pattern: str | None = None
    floor: int | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of row that can be imported; `key` names the columns that tell rows apart."""

    name: str
    label: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("reference",)

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        """The names of the columns that each row must fill."""
        return [column.name for column in self.columns if column.required]

    def column(self, name: str) -> Column:
        """The column of a name the layout has."""
        return self.columns[self.names.index(name)]

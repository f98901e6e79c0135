"""The declarative base and the column types every table is built from."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Identity,
    MetaData,
    Numeric,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Key = Annotated[
    int, mapped_column(BigInteger, Identity(always=False), primary_key=True, sort_order=-2)
]
Money = Annotated[Decimal, mapped_column(Numeric(14, 2))]
UnitPrice = Annotated[Decimal, mapped_column(Numeric(16, 4))]
Quantity = Annotated[Decimal, mapped_column(Numeric(14, 4))]
Rate = Annotated[Decimal, mapped_column(Numeric(9, 4))]
"""A percentage (20.0000 is 20 %) or a coefficient, as the column's name says."""
Progress = Annotated[Decimal, mapped_column(Numeric(19, 16))]
"""A cumulative percentage from 0 to 100, at full precision (rules.md, progress invoices)."""
Hours = Annotated[Decimal, mapped_column(Numeric(9, 2))]
Kilometers = Annotated[Decimal, mapped_column(Numeric(9, 2))]
Degrees = Annotated[Decimal, mapped_column(Numeric(9, 6))]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Payload = Annotated[dict[str, Any], mapped_column(JSONB)]


class Base(DeclarativeBase):
    """Base of every mapped class: text is `text`, integers are `bigint`, names are systematic."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[type, Any]] = {str: Text, int: BigInteger}

    def __init_subclass__(cls, **keywords: Any) -> None:
        """Makes the docstring of a class the comment of its table."""
        super().__init_subclass__(**keywords)
        if isinstance(table := getattr(cls, "__table__", None), Table):
            table.comment = " ".join((cls.__doc__ or "").split())


class Keyed:
    """A table with the internal key every table has, and the instant its row was created."""

    id: Mapped[Key]
    created_at: Mapped[Instant] = mapped_column(server_default=func.now(), sort_order=900)


class Public(Keyed):
    """A table whose rows are named outside (URL, API, link sent) by a random identifier."""

    public_id: Mapped[uuid.UUID] = mapped_column(
        Uuid, server_default=text("gen_random_uuid()"), unique=True, sort_order=-1
    )

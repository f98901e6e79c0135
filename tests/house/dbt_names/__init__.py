"""What dbt gives to templates, as far as sqlfluff needs it: SQL of the right shape, of no engine."""

from collections.abc import Callable


class SqlCalls:
    """Answers any name with a function that writes a call of that name."""

    def __getattr__(self, name: str) -> Callable[..., str]:
        """The function that writes `name(…)`."""
        return lambda *arguments, **_: f"{name}({', '.join(map(str, arguments))})"


class Dbt(SqlCalls):
    """Macros of dbt that write something else than a call."""

    def type_string(self) -> str:
        """The name of a type."""
        return "text"

    def date_spine(self, *_: object, **__: object) -> str:
        """A query."""
        return "select cast(null as date) as date_day"


class Adapter:
    """The engine."""

    def quote(self, name: str) -> str:
        """A quoted name."""
        return f'"{name}"'

    def dispatch(self, name: str, *_: object) -> Callable[..., str]:
        """The engine's own way to write a macro."""
        call: Callable[..., str] = getattr(SqlCalls(), name)
        return call


adapter, dbt = Adapter(), Dbt()

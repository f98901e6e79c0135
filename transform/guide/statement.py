"""The SQL that a reader runs for an indicator, as a person reads SQL."""

import re
from collections.abc import Iterator
from datetime import date

from operational.core.periods import Period
from transform.lake import quoted
from transform.reader.catalog import Metric
from transform.reader.compiler import Parameter, Statement, compile_terms
from transform.reader.filters import NO_FILTER

EXAMPLE = Period(date(2026, 11, 1), date(2026, 11, 30))
"""The period of the example, on the first snapshot, without a filter."""

_BREAKS = re.compile(r"\(SELECT |\(|\)|, | (?:FROM|WHERE|GROUP BY|CROSS JOIN) ")


def statement_of(metric: Metric) -> str:
    """What is run for the sums of an indicator, its values in place."""
    compiled = compile_terms(metric.terms, [EXAMPLE], filters=NO_FILTER, snapshot=1)
    return ";\n\n".join(_in_place(one) for one in compiled)


def _in_place(statement: Statement) -> str:
    values = map(_literal, statement.parameters)
    return laid_out(re.sub(r"\?", lambda _match: next(values), statement.sql))


def laid_out(sql: str) -> str:
    """A statement with its clauses and columns on lines of their own, queries within indented."""
    return "".join(_pieces(sql))


def _pieces(sql: str) -> Iterator[str]:
    queries, end = [True], 0
    for match in _BREAKS.finditer(sql):
        yield sql[end : match.start()]
        yield _laid(match.group(), queries)
        end = match.end()
    yield sql[end:]


def _laid(text: str, queries: list[bool]) -> str:
    """A piece that opens, closes or parts something; `queries` says which parentheses are queries."""
    indent = "\n" + "    " * (sum(queries) - 1)
    if text.startswith("("):
        queries.append(text != "(")
        return f"({indent}    SELECT " if queries[-1] else "("
    if text == ")":
        is_query = queries.pop()
        return f"{indent[:-4]})" if is_query else ")"
    if not queries[-1]:
        return text
    return f",{indent}    " if text == ", " else indent + text.lstrip()


def _literal(value: Parameter) -> str:
    if isinstance(value, date):
        return f"DATE {quoted(value.isoformat())}"
    return quoted(value) if isinstance(value, str) else str(value)

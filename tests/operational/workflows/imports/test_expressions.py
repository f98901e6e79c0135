"""The language of sources, word by word."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operational.workflows.imports.expressions import BadExpression, compiled
from operational.workflows.imports.functions import FUNCTIONS
from operational.workflows.imports.terms import Scope, Term

FRAME = pl.DataFrame(
    {
        "a": ["12,5", "x", None, "-3"],
        "name": ["Maria Anders", "Ana", None, "a-b"],
        "day": ["2024-02-28", "31/12/2024", None, "2024-12-31 10:00:00"],
        "Nom du client": ["w", "x", "y", "z"],
    }
)
OTHER = pl.DataFrame({"key": ["x", "y"], "value": ["found", None]})


def lookup(_file: str, key: str, value: str) -> tuple[pl.Series, pl.Series]:
    return OTHER[key], OTHER[value]


SCOPE = Scope(
    frozenset(FRAME.columns), decimal=",", tables={"letters": {"w": "W", "x": "X"}}, lookup=lookup
)


def term(expression: str) -> Term:
    return compiled(expression, SCOPE)


def values(expression: str) -> list[object]:
    """The values over the frame, numbers without their zeros."""
    column = FRAME.with_columns(term(expression).value.alias("v"))["v"]
    return [v.normalize() if isinstance(v, Decimal) else v for v in column]


def failures(expression: str) -> list[list[str]]:
    """The reasons why there is no value, row by row."""
    checks = term(expression).failures
    frame = FRAME.with_columns(where.alias(f"#{n}") for n, (_why, where) in enumerate(checks))
    return [
        [why for n, (why, _where) in enumerate(checks) if row[f"#{n}"]]
        for row in frame.rows(named=True)
    ]


TWELVE_AND_A_HALF, NOTHING, MINUS_THREE = Decimal("12.5"), None, Decimal(-3)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("name", ["Maria Anders", "Ana", None, "a-b"]),
        ("column('Nom du client')", ["w", "x", "y", "z"]),
        ("'text'", ["text"] * 4),
        ("1.50", [Decimal("1.5")] * 4),
        ("None", [None] * 4),
        ("True", [True] * 4),
        ("number(a)", [TWELVE_AND_A_HALF, NOTHING, NOTHING, MINUS_THREE]),
        ("-a", [Decimal("-12.5"), NOTHING, NOTHING, Decimal(3)]),
        ("a + 1 - 0.5", [Decimal(13), NOTHING, NOTHING, Decimal("-2.5")]),
        ("a * a", [Decimal("156.25"), NOTHING, NOTHING, Decimal(9)]),
        ("a / 4", [Decimal("3.125"), NOTHING, NOTHING, Decimal("-0.75")]),
        ("abs(a)", [TWELVE_AND_A_HALF, NOTHING, NOTHING, Decimal(3)]),
        ("round(a * 0.1, 2)", [Decimal("1.25"), NOTHING, NOTHING, Decimal("-0.3")]),
        ("round(2.675 + a - a, 2)", [Decimal("2.68"), NOTHING, NOTHING, Decimal("2.68")]),
        ("real(0.15)", [Decimal("0.1500000059604645")] * 4),
        ("a > 0", [True, False, False, False]),
        ("a <= -3", [False, False, False, True]),
        ("name == 'Ana'", [False, True, False, False]),
        ("name != 'Ana'", [True, False, True, True]),
        ("given(a) and not matches(name, '^A')", [True, False, False, True]),
        ("a > 0 or name == 'Ana'", [True, True, False, False]),
        ("'plus' if a > 0 else name", ["plus", "Ana", None, "a-b"]),
        ("a if given(a) else 'none'", ["12,5", "x", "none", "-3"]),
        ("concat(name, ' ', a)", ["Maria Anders 12,5", "Ana x", " ", "a-b -3"]),
        ("concat(1.50, 'x')", ["1.5x"] * 4),
        ("concat(None)", [None] * 4),
        ("default(name, 'nobody')", ["Maria Anders", "Ana", "nobody", "a-b"]),
        ("default(name, 100)", ["Maria Anders", "Ana", "100", "a-b"]),
        ("before(name, ' ')", ["Maria", "Ana", None, "a-b"]),
        ("after(name, ' ')", ["Anders", None, None, None]),
        ("upper(name)", ["MARIA ANDERS", "ANA", None, "A-B"]),
        ("replace(name, 'a', '')", ["Mri Anders", "An", None, "-b"]),
        ("date(day, '%d/%m/%Y')", [None, "2024-12-31", None, None]),
        ("days_after(day, 2)", ["2024-03-01", None, None, "2025-01-02"]),
        ("translate(column('Nom du client'), 'letters')", ["W", "X", None, None]),
        ("lookup('f', 'key', column('Nom du client'), 'value')", [None, "found", None, None]),
        ("rank(a if a > 0 else 'same')", [Decimal(1), Decimal(1), Decimal(2), Decimal(3)]),
    ],
)
def test_an_expression_gives_its_values(expression: str, expected: list[object]) -> None:
    assert values(expression) == expected


def test_every_function_is_explained_by_an_example() -> None:
    for name, function in FUNCTIONS.items():
        assert (function.__doc__ or "").startswith(f"`{name}(")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a + 1", [[], ["bad_number"], [], []]),
        ("1 / (a + 3)", [[], ["bad_number"], [], ["no_result"]]),
        ("a * 100000000000", [["no_result"], ["bad_number"], [], []]),
        ("date(day, '%d/%m/%Y')", [["bad_date"], [], [], ["bad_date"]]),
        ("translate(name, 'letters')", [["not_in_table"], ["not_in_table"], [], ["not_in_table"]]),
        ("number(a) if matches(a, '^[0-9]') else 0", [[], [], [], []]),
    ],
)
def test_what_has_no_value_says_why(expression: str, expected: list[list[str]]) -> None:
    assert failures(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "a +",
        "unknown",
        "column('unknown')",
        "column(a)",
        "a.b",
        "a[0]",
        "[a]",
        "lambda: a",
        "__import__('os')",
        "a ** 2",
        "a < 1 < 2",
        "a in name",
        "~a",
        "not a",
        "a and name",
        "given(a) + 1",
        "unknown(a)",
        "upper()",
        "upper(a, a)",
        "upper(x=a)",
        "round(a, 'b')",
        "matches(name, '(')",
        "matches(name, a)",
        "translate(a, 'unknown')",
        "1e300",
        "b'bytes'",
    ],
)
def test_what_the_language_does_not_allow_is_refused(expression: str) -> None:
    with pytest.raises(BadExpression) as refusal:
        term(expression)
    assert refusal.value.expression == expression


def test_a_lookup_needs_other_files() -> None:
    with pytest.raises(BadExpression):
        compiled("lookup('f', 'k', a, 'v')", Scope(frozenset({"a"})))


@given(st.decimals(-(10**9), 10**9, places=4), st.decimals(-(10**2), 10**2, places=4))
def test_products_are_exact(left: Decimal, right: Decimal) -> None:
    frame = pl.DataFrame({"l": [f"{left:f}"], "r": [f"{right:f}"]})
    product = compiled("l * r", Scope(frozenset(frame.columns))).value
    assert frame.select(product).item() == left * right


@given(st.text(max_size=30))
def test_any_text_is_an_expression_or_is_refused(text: str) -> None:
    try:
        compiled(text, SCOPE)
    except BadExpression as refusal:
        assert refusal.problem != ""  # noqa: PT017 - either outcome is right

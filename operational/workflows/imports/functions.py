"""The functions an expression of a source may call; each says how in its first words."""

import ast
from collections.abc import Callable, Mapping

import polars as pl

from operational.core.i18n import _
from operational.workflows.imports import numbers
from operational.workflows.imports.terms import (
    Call,
    Problem,
    Sort,
    Term,
    alike,
    derived,
    literal,
    of_column,
    whole,
)


def column(call: Call, name: ast.expr) -> Term:
    """`column('Nom du client')`: a column whose name is not a plain word."""
    return of_column(literal(name), call.scope)


def concat(call: Call, *parts: ast.expr) -> Term:
    """`concat(a, ' ', b)`: texts one after the other, without the empty ones."""
    terms = [call.text(part) for part in parts]
    joined = pl.concat_str([term.value for term in terms], ignore_nulls=True)
    return derived(Sort.TEXT, joined.replace("", None), *terms)


def default(call: Call, *choices: ast.expr) -> Term:
    """`default(a, b)`: the first that is not empty."""
    terms = alike(*(call.term(choice) for choice in choices))
    return derived(terms[0].sort, pl.coalesce(*(term.value for term in terms)), *terms)


def given(call: Call, node: ast.expr) -> Term:
    """`given(a)`: whether a cell is not empty."""
    term = call.term(node)
    return derived(Sort.FLAG, term.value.is_not_null(), term)


def matches(call: Call, node: ast.expr, pattern: ast.expr) -> Term:
    """`matches(a, '^C')`: whether a text has a part of the form of a regular expression."""
    term = call.text(node)
    expression = literal(pattern)
    try:
        pl.Series([""]).str.contains(expression)
    except pl.exceptions.ComputeError as error:
        raise Problem(
            _("« {expression} » n'est pas une expression régulière").format(expression=expression)
        ) from error
    return derived(Sort.FLAG, term.value.str.contains(expression).fill_null(value=False), term)


def upper(call: Call, node: ast.expr) -> Term:
    """`upper(a)`: the text in capital letters."""
    term = call.text(node)
    return derived(Sort.TEXT, term.value.str.to_uppercase(), term)


def replace(call: Call, node: ast.expr, old: ast.expr, new: ast.expr) -> Term:
    """`replace(a, 'x', 'y')`: the text with each x made a y."""
    term = call.text(node)
    value = term.value.str.replace_all(literal(old), literal(new), literal=True)
    return derived(Sort.TEXT, value.replace("", None), term)


def before(call: Call, node: ast.expr, separator: ast.expr) -> Term:
    """`before(a, ' ')`: what comes before the first separator; all of it without one."""
    term = call.text(node)
    value = term.value.str.splitn(literal(separator), 2).struct.field("field_0")
    return derived(Sort.TEXT, value.replace("", None), term)


def after(call: Call, node: ast.expr, separator: ast.expr) -> Term:
    """`after(a, ' ')`: what comes after the first separator; empty without one."""
    term = call.text(node)
    value = term.value.str.splitn(literal(separator), 2).struct.field("field_1")
    return derived(Sort.TEXT, value.replace("", None), term)


def date(call: Call, node: ast.expr, form: ast.expr) -> Term:
    """`date(a, '%m/%d/%Y')`: a date written in a form of its own."""
    term = call.text(node)
    day = term.value.str.to_date(literal(form), strict=False)
    failing = ("bad_date", term.value.is_not_null() & day.is_null())
    return derived(Sort.TEXT, day.cast(pl.String), term, failing=failing)


def days_after(call: Call, node: ast.expr, days: ast.expr) -> Term:
    """`days_after(a, 30)`: the date some days after a date written 2026-12-31."""
    term = call.text(node)
    day = term.value.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    failing = ("bad_date", term.value.is_not_null() & day.is_null())
    later = day + pl.duration(days=whole(days))
    return derived(Sort.TEXT, later.cast(pl.String), term, failing=failing)


def translate(call: Call, node: ast.expr, name: ast.expr) -> Term:
    """`translate(a, 'pays')`: the text by a table of the source; a text not in it is a failure."""
    term = call.text(node)
    table = call.scope.tables.get(literal(name))
    if table is None:
        raise Problem(_("la source n'a pas de table « {name} »").format(name=literal(name)))
    value = term.value.replace_strict(table, default=None, return_dtype=pl.String)
    failing = ("not_in_table", term.value.is_not_null() & value.is_null())
    return derived(Sort.TEXT, value, term, failing=failing)


def lookup(call: Call, file: ast.expr, key: ast.expr, node: ast.expr, column: ast.expr) -> Term:
    """`lookup('orders', 'order_id', a, 'date')`: a column of another file, on the row whose key is a."""
    if call.scope.lookup is None:
        raise Problem(_("« lookup » n'est pas permis ici"))
    term = call.text(node)
    keys, values = call.scope.lookup(literal(file), literal(key), literal(column))
    value = term.value.replace_strict(keys, values, default=None, return_dtype=pl.String)
    return derived(Sort.TEXT, value, term)


def rank(call: Call, node: ast.expr) -> Term:
    """`rank(a)`: 1 for the first row of the file with this a, 2 for the second…"""
    term = call.text(node)
    return derived(
        Sort.NUMBER, pl.int_range(1, pl.len() + 1).over(term.value).cast(numbers.EXACT), term
    )


def number(call: Call, node: ast.expr) -> Term:
    """`number(a)`: the text as a number."""
    return call.number(node)


def real(call: Call, node: ast.expr) -> Term:
    """`real(a)`: the number as a database that keeps it on four bytes (REAL) computes with it."""
    term = call.number(node)
    return derived(Sort.NUMBER, numbers.single_precision(term.value), term)


def rounded(call: Call, node: ast.expr, places: ast.expr) -> Term:
    """`round(a, 2)`: the number with some decimals, halves away from zero."""
    term = call.number(node)
    value = numbers.rounded(term.value, whole(places)).cast(numbers.EXACT)
    return derived(Sort.NUMBER, value, term)


def absolute(call: Call, node: ast.expr) -> Term:
    """`abs(a)`: the number without its sign."""
    term = call.number(node)
    return derived(Sort.NUMBER, term.value.abs(), term)


FUNCTIONS: Mapping[str, Callable[..., Term]] = {
    "abs": absolute,
    "after": after,
    "before": before,
    "column": column,
    "concat": concat,
    "date": date,
    "days_after": days_after,
    "default": default,
    "given": given,
    "lookup": lookup,
    "matches": matches,
    "number": number,
    "rank": rank,
    "real": real,
    "replace": replace,
    "round": rounded,
    "translate": translate,
    "upper": upper,
}

"""Compiled pieces of the expressions of a source."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from operational.core.i18n import _
from operational.workflows.imports import numbers


class Problem(Exception):
    """What is wrong somewhere inside an expression, in French."""


class Sort(StrEnum):
    """What an expression gives."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Term:
    """A compiled expression: its values, the columns it reads, and where and why it has no value.

    Reasons are codes of `labels.REASONS`.
    """

    value: pl.Expr
    sort: Sort = Sort.TEXT
    columns: tuple[str, ...] = ()
    failures: tuple[tuple[str, pl.Expr], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name: columns of its file, other files, tables of the source."""

    columns: frozenset[str]
    decimal: str = "."
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lookup: Callable[[str, str, str], tuple[pl.Series, pl.Series]] | None = None
    """Gives the keys and values of two columns of another file of the source."""
    used: set[str] = field(default_factory=set)
    """Takes the names of the columns that expressions read."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function: where it is made, and the way to compile its arguments."""

    scope: Scope
    term: Callable[[ast.expr], Term]

    def text(self, node: ast.expr) -> Term:
        """An argument as texts."""
        return as_text(self.term(node))

    def number(self, node: ast.expr) -> Term:
        """An argument as exact decimals."""
        return as_number(self.term(node), self.scope)


def as_number(term: Term, scope: Scope) -> Term:
    """The term as exact decimals; a text that is no number, or too large a one, is a failure."""
    if term.sort is Sort.NUMBER:
        return term
    if term.sort is Sort.FLAG:
        raise Problem(_("une condition n'est pas un nombre"))
    number = numbers.parsed(term.value, decimal=scope.decimal)
    beyond = numbers.is_beyond(term.value, decimal=scope.decimal)
    no_number = term.value.is_not_null() & number.is_null() & ~beyond
    text = derived(Sort.TEXT, term.value, term, failing=("bad_number", no_number))
    return derived(Sort.NUMBER, number, text, failing=("too_large", beyond))


def as_text(term: Term) -> Term:
    """The term as texts."""
    if term.sort is Sort.TEXT:
        return term
    if term.sort is Sort.FLAG:
        return derived(Sort.TEXT, term.value.cast(pl.String), term)
    return derived(Sort.TEXT, numbers.as_text(term.value), term)


def not_allowed(node: ast.expr) -> Problem:
    """What to raise where the language has no such thing."""
    return Problem(_("« {node} » n'est pas permis").format(node=ast.unparse(node)))


def derived(
    sort: Sort, value: pl.Expr, *terms: Term, failing: tuple[str, pl.Expr] | None = None
) -> Term:
    """A term computed from others; `failing` says why and where it has no value."""
    columns = dict.fromkeys(name for term in terms for name in term.columns)
    failures = [failure for term in terms for failure in term.failures]
    return Term(value, sort, tuple(columns), (*failures, *([] if failing is None else [failing])))


def alike(*terms: Term) -> tuple[Term, ...]:
    """The terms as they are if all of one sort, else all as texts."""
    if len({term.sort for term in terms}) == 1:
        return terms
    return tuple(as_text(term) for term in terms)


def literal(node: ast.expr) -> str:
    """A text written in the expression itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise Problem(
        _("« {node} » doit être un texte entre guillemets").format(node=ast.unparse(node))
    )


def whole(node: ast.expr) -> int:
    """A whole number written in the expression itself."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    raise Problem(_("« {node} » doit être un nombre entier").format(node=ast.unparse(node)))


def of_column(name: str, scope: Scope) -> Term:
    """The texts of a column of the file."""
    if name not in scope.columns:
        raise Problem(_("le fichier n'a pas de colonne « {name} »").format(name=name))
    scope.used.add(name)
    return Term(pl.col(name), columns=(name,))

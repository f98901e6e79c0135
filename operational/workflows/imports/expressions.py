"""The language of sources: what a column of a layout holds, written over the columns of a file.

An expression is a name of a column, a text between quotes, a number, an operation (`+ - * /`,
comparisons, `and`, `or`, `not`, `a if condition else b`) or a call of a function of `FUNCTIONS`.
Empty cells stay empty: an operation on an empty cell is empty, a comparison with one is false.
"""

import ast
from collections.abc import Callable, Mapping
from functools import partial, reduce
from operator import add, and_, ge, gt, le, lt, or_, sub

import polars as pl

from operational.core.errors import Refusal
from operational.core.i18n import _
from operational.workflows.imports import numbers
from operational.workflows.imports.functions import FUNCTIONS
from operational.workflows.imports.terms import (
    Call,
    Problem,
    Scope,
    Sort,
    Term,
    alike,
    as_number,
    derived,
    not_allowed,
    of_column,
)


class BadExpression(Refusal):
    """An expression that the language does not allow, or that names what does not exist."""

    def __init__(self, *, expression: str, problem: str) -> None:
        """Keeps the expression and what is wrong with it, in French."""
        super().__init__(f"{expression}: {problem}")
        self.expression, self.problem = expression, problem


def compiled(expression: str, scope: Scope) -> Term:
    """The values of an expression over a frame of texts. Refuses what it cannot mean (BadExpression)."""
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return _term(tree.body, scope)
    except (SyntaxError, ValueError) as error:
        raise BadExpression(
            expression=expression, problem=_("ce n'est pas une expression")
        ) from error
    except Problem as error:
        raise BadExpression(expression=expression, problem=str(error)) from error


def _term(node: ast.expr, scope: Scope) -> Term:
    for kind, compile_node in NODES.items():
        if isinstance(node, kind):
            return compile_node(node, scope)
    raise not_allowed(node)


def _name(node: ast.Name, scope: Scope) -> Term:
    return of_column(node.id, scope)


def _constant(node: ast.Constant, _scope: Scope) -> Term:
    match node.value:
        case None:
            return Term(pl.lit(None, pl.String))
        case bool() as value:
            return Term(pl.lit(value), Sort.FLAG)
        case str() as value:
            return Term(pl.lit(value))
        case int() | float() as value:
            if abs(value) < numbers.LARGEST:
                return Term(numbers.constant(ast.unparse(node)), Sort.NUMBER)
    raise not_allowed(node)


def _operation(node: ast.BinOp, scope: Scope) -> Term:
    compute = OPERATIONS.get(type(node.op))
    if compute is None:
        raise not_allowed(node)
    left, right = (as_number(_term(side, scope), scope) for side in (node.left, node.right))
    value = compute(left.value, right.value)
    without_value = left.value.is_not_null() & right.value.is_not_null() & value.is_null()
    failing = ("no_result", without_value)
    return derived(Sort.NUMBER, value, left, right, failing=failing)


def _unary(node: ast.UnaryOp, scope: Scope) -> Term:
    operand = _term(node.operand, scope)
    if isinstance(node.op, ast.Not):
        return derived(Sort.FLAG, ~_flag(operand).value, operand)
    if isinstance(node.op, ast.USub):
        number = as_number(operand, scope)
        return derived(Sort.NUMBER, -number.value, number)
    raise not_allowed(node)


def _flag(term: Term) -> Term:
    if term.sort is not Sort.FLAG:
        raise Problem(_("une condition est attendue : une comparaison, given(…) ou matches(…)"))
    return term


def _comparison(node: ast.Compare, scope: Scope) -> Term:
    if len(node.ops) != 1:
        raise Problem(_("une comparaison a deux côtés"))
    left, right = _term(node.left, scope), _term(node.comparators[0], scope)
    if Sort.NUMBER in {left.sort, right.sort}:
        left, right = as_number(left, scope), as_number(right, scope)
    match node.ops[0]:
        case ast.Eq():
            value = left.value.eq_missing(right.value)
        case ast.NotEq():
            value = left.value.ne_missing(right.value)
        case ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE() as order:
            value = ORDERS[type(order)](left.value, right.value).fill_null(value=False)
        case _:
            raise not_allowed(node)
    return derived(Sort.FLAG, value, left, right)


def _both(node: ast.BoolOp, scope: Scope) -> Term:
    terms = [_flag(_term(value, scope)) for value in node.values]
    join = and_ if isinstance(node.op, ast.And) else or_
    return derived(Sort.FLAG, reduce(join, (term.value for term in terms)), *terms)


def _choice(node: ast.IfExp, scope: Scope) -> Term:
    condition = _flag(_term(node.test, scope))
    then, otherwise = alike(_term(node.body, scope), _term(node.orelse, scope))
    value = pl.when(condition.value).then(then.value).otherwise(otherwise.value)
    chosen = (
        *condition.failures,
        *((why, condition.value & where) for why, where in then.failures),
        *((why, ~condition.value & where) for why, where in otherwise.failures),
    )
    columns = derived(Sort.TEXT, value, condition, then, otherwise).columns
    return Term(value, then.sort, columns, chosen)


def _call(node: ast.Call, scope: Scope) -> Term:
    name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
    if name not in FUNCTIONS or node.keywords:
        raise Problem(_("la fonction « {name} » n'existe pas").format(name=name))
    try:
        return FUNCTIONS[name](Call(scope, partial(_term, scope=scope)), *node.args)
    except TypeError as error:
        raise Problem(_("« {name} » n'attend pas ces valeurs").format(name=name)) from error


OPERATIONS: Mapping[type[ast.operator], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: numbers.product,
    ast.Div: numbers.quotient,
}
ORDERS: Mapping[type[ast.cmpop], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ast.Lt: lt,
    ast.LtE: le,
    ast.Gt: gt,
    ast.GtE: ge,
}
NODES: Mapping[type[ast.expr], Callable[..., Term]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.BinOp: _operation,
    ast.UnaryOp: _unary,
    ast.Compare: _comparison,
    ast.BoolOp: _both,
    ast.IfExp: _choice,
    ast.Call: _call,
}

"""Where the commands write: answers on the standard output, failures on the error output."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Protocol

from rich.console import Console

out = Console(highlight=False)
err = Console(highlight=False, stderr=True, soft_wrap=True)


class Advance(Protocol):
    """Called before each step of a long work: its name, which it is, of how many."""

    def __call__(self, step: str, number: int, steps: int, /) -> None: ...


@contextmanager
def progress_bar(title: str) -> Iterator[Advance]:
    """A bar that follows a long work."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[step]}[/]"),
    )
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task(title, total=None, step="")

        def advance(step: str, number: int, steps: int, /) -> None:
            progress.update(task, completed=number - 1, total=steps, step=step)

        yield advance
        total = progress.tasks[task].total or 1
        progress.update(task, completed=total, total=total, step="")


def number(value: int | Decimal) -> str:
    """A whole number, or an amount with its cents, as the screens write it."""
    from dashboards.components import formats

    return formats.number(Decimal(value), decimals=2 if isinstance(value, Decimal) else 0)

"""Three rules that no other tool knows: `python -m tests.house.checks` lists what breaks them.

- Only the edges commit: one request, one transaction.
- A file is at most 400 lines, a SQL model at most 120: beyond, it is split by subject.
- A public operation takes its session, and everything else by keyword.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("operational", "transform", "geo", "exports", "dashboards", "orchestration", "tests")
COMMITTERS = ("operational/core/database.py", "transform/lake.py")
LONGEST_FILE = 400
LONGEST_MODEL = 120


@dataclass(frozen=True, order=True)
class Violation:
    """A line that breaks a rule."""

    path: str
    line: int
    rule: str

    def __str__(self) -> str:
        """The violation as editors understand it."""
        return f"{self.path}:{self.line}: {self.rule}"


def violations(root: Path) -> list[Violation]:
    """Every violation under a checkout, in reading order."""
    return sorted(
        violation
        for folder in FOLDERS
        for file in [*root.glob(f"{folder}/**/*.py"), *root.glob(f"{folder}/**/*.sql")]
        for violation in _violations_in(file, file.relative_to(root).as_posix())
    )


def _violations_in(file: Path, path: str) -> Iterator[Violation]:
    text = file.read_text()
    yield from _length(text, path)
    if file.suffix == ".py" and not path.startswith("tests/"):
        tree = ast.parse(text)
        yield from _commits(tree, path)
        yield from _positional_operations(tree, path)


def _length(text: str, path: str) -> Iterator[Violation]:
    is_model = path.startswith("transform/models/") and path.endswith(".sql")
    longest = LONGEST_MODEL if is_model else LONGEST_FILE
    if text.count("\n") > longest:
        yield Violation(path, longest + 1, f"more than {longest} lines, split it by subject")


def _commits(tree: ast.Module, path: str) -> Iterator[Violation]:
    if path in COMMITTERS:
        return
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="commit")):
                yield Violation(path, node.lineno, "only the edges commit: use transaction()")


def _positional_operations(tree: ast.Module, path: str) -> Iterator[Violation]:
    if "operations" not in Path(path).with_suffix("").parts:
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            positional = [argument.arg for argument in node.args.posonlyargs + node.args.args]
            if positional != ["session"] or node.args.vararg:
                rule = f"{node.name} takes (session, *, …): the rest by keyword"
                yield Violation(path, node.lineno, rule)


def main() -> int:
    """Prints the violations of this checkout; 1 when there is any."""
    found = violations(Path(__file__).parents[2])
    sys.stdout.writelines(f"{violation}\n" for violation in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Every reason has its sentence, and the documentation speaks of every column."""

import re
from pathlib import Path

import operational.workflows.imports
from operational.workflows.imports.bringing import DATABASE_REASONS
from operational.workflows.imports.coherence import LEFT_OUT, RULES
from operational.workflows.imports.functions import FUNCTIONS
from operational.workflows.imports.labels import FILE_PROBLEMS, REASONS
from operational.workflows.imports.layouts import LAYOUTS
from operational.workflows.imports.layouts.units import UNITS
from operational.workflows.imports.types import Column

CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(operational.workflows.imports.__file__).parent.rglob("*.py")
    if path.name != "labels.py"
)
DOCS = Path(__file__).parents[4] / "docs" / "imports.md"


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    used = {reason for reason in re.findall(r'"([a-z_]+)"', CODE) if reason in REASONS}
    assert used == set(REASONS)
    ruled = {
        reason for rules in (RULES, LEFT_OUT) for rule in rules.values() for _c, reason, _w in rule
    }
    assert ruled | set(DATABASE_REASONS.values()) <= set(REASONS)


def test_every_problem_of_a_file_has_a_sentence() -> None:
    named = set(re.findall(r'reason="([a-z_]+)"', CODE))
    assert named - set(REASONS) == set(FILE_PROBLEMS)


def test_the_documentation_has_every_column() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for layout in LAYOUTS:
        section = text.split(f"### `{layout.name}`", 1)[1].split("\n### ", 1)[0]
        assert [row for row in section.splitlines() if row.startswith("| `")] == [
            documented(column) for column in layout.columns
        ]


def test_the_documentation_has_every_function_and_unit() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for function in FUNCTIONS.values():
        assert (function.__doc__ or "").split("`")[1] in text
    for code in UNITS:
        assert f"`{code}`" in text


def documented(column: Column) -> str:
    """The row of a column in the documentation."""
    notes = [
        "required" if column.required else "",
        "never changes" if column.frozen else "",
        f"`{column.default}` by default" if column.default else "",
        f"key of `{column.to}`" if column.to else "",
        "one of " + ", ".join(f"`{code}`" for code in column.codes) if column.codes else "",
        "left out if wrong" if column.soft else "",
    ]
    return (
        f"| `{column.name}` | {column.kind} | {column.about} | {'; '.join(filter(None, notes))} |"
    )

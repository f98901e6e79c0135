"""From the tables of PostgreSQL to the pages that show an indicator, as a Mermaid graph."""

from collections import defaultdict
from collections.abc import Iterator

from transform.guide.project import Project
from transform.reader.catalog import Metric


def graph(project: Project, metric: Metric) -> str:
    """The graph of an indicator: tables by schema, models, the indicator, pages."""
    lines = dict.fromkeys(_lines(project, metric))
    return "\n".join(["```mermaid", "flowchart LR", *lines, "```"])


def _lines(project: Project, metric: Metric) -> Iterator[str]:
    path = project.path(metric)
    tables, reads = _tables(project, path)
    for schema, names in sorted(tables.items()):
        yield f'    pg_{schema}[("{schema}<br>{"<br>".join(sorted(names))}")]'
    yield f'    {metric.code}(["{metric.label}"])'
    for schema, model in sorted(reads):
        yield f"    pg_{schema} --> {model}"
    for model in path:
        for parent in project.parents(model):
            if parent in path:
                yield f"    {parent} --> {model}"
    yield from _read(metric)
    for page in project.shown_by(metric):
        yield f'    {metric.code} --> {page["name"]}["{page["label"] or page["name"]}"]'


def _read(metric: Metric) -> Iterator[str]:
    """What the reader reads: a rollup, or its summary where that is enough."""
    for rollup in dict.fromkeys(term.rollup for term in metric.terms):
        yield f"    {rollup.name} --> {metric.code}"
        if rollup.summary is not None:
            yield f"    {rollup.name} --> {rollup.summary.name} --> {metric.code}"


def _tables(
    project: Project, path: tuple[str, ...]
) -> tuple[dict[str, set[str]], set[tuple[str, str]]]:
    """The tables by schema, and which models read which schemas."""
    tables: dict[str, set[str]] = defaultdict(set)
    reads: set[tuple[str, str]] = set()
    for model in path:
        for schema, name in project.tables(model):
            tables[schema].add(name)
            reads.add((schema, model))
    return tables, reads

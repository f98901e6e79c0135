"""The pages: the list of the indicators, and one page for each."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath

from operational.core.i18n import _
from transform.guide import words
from transform.guide.checks import checks
from transform.guide.example import example
from transform.guide.lineage import graph
from transform.guide.project import Project, file_of
from transform.guide.statement import statement_of
from transform.reader.catalog import Metric, indicators, metrics

INDEX = PurePosixPath("indicateurs.md")
FOLDER = PurePosixPath("indicateurs")


def pages(project: Project) -> Mapping[PurePosixPath, str]:
    """Every page by its path in the guide."""
    each = {FOLDER / f"{one.code}.md": _text(_page(one, project)) for one in indicators()}
    return {INDEX: _text(_index()), **each}


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _index() -> Iterator[str]:
    yield _("# Les quarante indicateurs")
    yield ""
    yield _(
        "Chacun a une seule définition : celle que lisent le tableau de bord, ses détails, la commande"
        " `quarante kpi` et les contrôles. Ces pages en sont tirées (`make docs`) ; celle d'un"
        " indicateur dit son calcul, un exemple, d'où il vient et ce qui le contrôle."
    )
    for section, found in groupby(indicators(), key=lambda metric: metric.section):
        yield f"\n## {section}\n"
        yield f"| | {_('indicateur')} | {_('calcul')} | {_('unité')} |"
        yield "|---|---|---|---|"
        for one in found:
            link = f"[{one.label}]({FOLDER / one.code}.md)"
            yield f"| {one.number} | {link} | {one.formula} | {words.UNITS[one.unit]} |"
    yield from _others()


def _others() -> Iterator[str]:
    others = [metric for metric in metrics().values() if metric.number is None]
    if others:
        yield "\n" + _("## Les autres chiffres des tableaux") + "\n"
        yield f"| {_('chiffre')} | {_('ce que c’est')} | {_('calcul')} | {_('unité')} |"
        yield "|---|---|---|---|"
    for one in sorted(others, key=lambda metric: (metric.section, metric.label)):
        yield f"| {one.label} | {one.definition} | {one.formula} | {words.UNITS[one.unit]} |"


def _page(metric: Metric, project: Project) -> Iterator[str]:
    yield f"# {metric.number}. {metric.label}"
    yield f"\n[{_('Les quarante indicateurs')}](../{INDEX}) · {metric.section}"
    yield f"\n{metric.definition}\n"
    for title, fact in _facts(metric).items():
        yield f"- **{title}** : {fact}"
    shown = list(example(project, metric))
    if shown:
        yield _("\n## Un exemple\n")
        yield from shown
    yield _("\n## Le calcul\n")
    yield from _sql(metric, project)
    yield _("\n## D'où il vient\n")
    yield _(
        "Des tables de PostgreSQL, par les modèles de l'entrepôt, aux pages qui le montrent.\n"
    )
    yield graph(project, metric)
    yield _("\n## Ce qui le contrôle\n")
    yield from checks(project, metric, _link)


def _facts(metric: Metric) -> Mapping[str, str]:
    return {
        _("Calcul"): metric.formula,
        _("Unité"): words.UNITS[metric.unit],
        _("Sens"): words.WISHES[metric.good],
        _("Dans le temps"): words.CLASSES[metric.kind],
        _("Se filtre par"): words.filters(metric),
        _("Se dit aussi"): ", ".join(metric.synonyms),
        _("En répond"): metric.owner,
        _("Code"): f"`{metric.code}`",
    }


def _sql(metric: Metric, project: Project) -> Iterator[str]:
    yield _("Pour novembre 2026, sans filtre, sur le premier instantané de l'entrepôt :\n")
    yield f"```sql\n{statement_of(metric)}\n```\n"
    yield words.reading(metric)
    declared = project.manifest["metrics"][f"metric.quarante.{metric.code}"]
    yield ""
    yield _("Il est déclaré dans {catalog} ; ses lignes sont faites par :\n").format(
        catalog=_link(f"`{PurePosixPath(file_of(declared)).name}`", file_of(declared))
    )
    for term in metric.terms:
        names = [term.rollup.name, *([term.rows.table] if term.rows else [])]
        models = (_link(f"`{name}`", file_of(project.model(name))) for name in names)
        yield _("- `{measure}` : {models}").format(
            measure=term.measure, models=_(", somme de ").join(models)
        )


def _link(text: str, file: str) -> str:
    """A link from the page of an indicator to a file of the repository."""
    return f"[{text}](../../../{file})"

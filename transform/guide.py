"""The guide's page of the indicators, written from the catalog: `python -m transform.guide FOLDER`."""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from operational.core.i18n import _
from transform.reader.catalog import Good, Metric, MetricClass, Unit, dimensions, indicators

PAGE = "indicateurs.md"

UNITS = {
    Unit.EUR: _("euros"),
    Unit.PERCENT: _("%, son évolution en points"),
    Unit.COUNT: _("nombre"),
    Unit.DAYS: _("jours"),
    Unit.TIMES: _("fois"),
    Unit.SCORE: _("note sur 10"),
}
WISHES = {
    Good.UP: _("une hausse est favorable"),
    Good.DOWN: _("une baisse est favorable"),
    Good.NEITHER: _("ni la hausse ni la baisse n'est bonne en soi"),
}
CLASSES = {
    MetricClass.ADDITIVE: _("s'additionne : un mois est la somme de ses jours"),
    MetricClass.RATIO: _("rapport de deux sommes : ne se moyenne pas"),
    MetricClass.DISTINCT: _("se recompte sur chaque période : ne s'additionne pas"),
    MetricClass.LEVEL: _(
        "état à la fin de la période : ne s'additionne pas d'un mois sur l'autre"
    ),
    MetricClass.WINDOW: _("regarde en arrière depuis la fin de la période"),
    MetricClass.COHORT: _("suit ce qui a commencé dans la période, quoi qu'il arrive ensuite"),
}


def page() -> str:
    """The whole page, in French."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _("# Les quarante indicateurs")
    yield ""
    yield _(
        "Chacun a une seule définition : celle que lisent le tableau de bord, ses détails, la commande"
        " `quarante kpi` et les contrôles. Cette page en est tirée (`make docs`)."
    )
    for section, found in groupby(indicators(), key=lambda metric: metric.section):
        yield f"\n## {section}"
        for metric in found:
            yield from _indicator(metric)


def _indicator(metric: Metric) -> Iterator[str]:
    yield f"\n### {metric.number}. {metric.label}\n"
    yield metric.definition
    yield ""
    facts = {
        _("Calcul"): metric.formula,
        _("Se lit"): f"{UNITS[metric.unit]} ; {WISHES[metric.good]} ; {CLASSES[metric.kind]}",
        _("Se filtre par"): ", ".join(
            dimension.label.lower()
            for name, dimension in dimensions().items()
            if name in metric.filters
        ),
        _("Se dit aussi"): ", ".join(metric.synonyms),
        _("En répond"): metric.owner,
        _("Code"): f"`{metric.code}`, `transform/models/marts/**/{metric.drill}.sql`",
    }
    for title, fact in facts.items():
        yield f"- **{title}** : {fact}"


if __name__ == "__main__":
    (Path(sys.argv[1]) / PAGE).write_text(page())

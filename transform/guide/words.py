"""How the guide says what the catalog codes."""

from operational.core.i18n import _
from transform.reader.catalog import Form, Good, Metric, MetricClass, Term, Unit, dimensions

UNITS = {
    Unit.EUR: _("euros"),
    Unit.PERCENT: _("%, son évolution en points"),
    Unit.COUNT: _("nombre"),
    Unit.QUANTITY: _("quantité, dans l'unité de l'article"),
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


def filters(metric: Metric) -> str:
    """What a metric is filtered by."""
    return ", ".join(
        dimension.label.lower()
        for name, dimension in dimensions().items()
        if name in metric.filters
    )


def reading(metric: Metric) -> str:
    """How the sums that are read make the value."""
    sums = [_sum(term) for term in metric.terms]
    match metric.form:
        case Form.RATIO:
            return _("La valeur est {0} sur {1} ; il n'y en a pas sur zéro.").format(*sums)
        case Form.DIFFERENCE:
            return _("La valeur est {0} moins {1}.").format(*sums)
        case Form.SUM:
            return _("La valeur est la somme lue, zéro s'il n'y a rien.")


def _sum(term: Term) -> str:
    name = f"`{term.measure}`"
    return name if term.month_ends is None else f"({name} / {term.month_ends})"

"""A tile: one indicator with its past, its change, its last thirteen months and its definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from dashboards.components import addresses, formats, units
from dashboards.components.units import READINGS, Number, Reading
from operational.core.i18n import _
from transform.reader import Figure, Good, Point

Lines = Sequence[tuple[str, str]]
"""What a person reads of a thing, line by line: its name, and what it is."""

TONES = {
    "good": _("favorable"),
    "bad": _("défavorable"),
    "flat": _("stable"),
    "neutral": _("neutre"),
}
ARROWS = {1: "▲", 0: "=", -1: "▼"}
GOOD = {Good.UP: _("une hausse"), Good.DOWN: _("une baisse")}


@dataclass(frozen=True, slots=True)
class Tile:
    """What a tile shows: a figure, its last months, and what it covers (period, filters)."""

    figure: Figure
    months: Sequence[Point]
    covers: Lines
    filter_labels: Mapping[str, str]
    """French names of filters, to say which of them the indicator does not know."""
    link: str | None = None
    """The address of the documents that the figure sums."""


def tile(shown: Tile) -> str:
    """The HTML of a tile, and of the definition it opens."""
    metric, figure = shown.figure.metric, shown.figure
    reading, code, name = READINGS[metric.unit], escape(metric.code), escape(metric.label)
    return f"""<article class="q-tile" aria-labelledby="q-{code}">
{_opening(shown.link)}
<h3 id="q-{code}">{name}</h3>
<p class="q-value" title="{reading.exact(figure.value)}">{reading.figure(figure.value)}</p>
{_change(shown)}
{sparkline(shown.months, reading)}
<dl class="q-past">{_past("N-1", figure.n1, reading)}{_past("N-2", figure.n2, reading)}</dl>
{"</div>" if shown.link is None else "</a>"}
<button class="q-info" popovertarget="q-about-{code}" \
aria-label="{_("Définition :")} {name}"></button>
</article>
{_definition(shown)}"""


def sparkline(months: Sequence[Point], reading: Reading) -> str:
    """Bars of the last months, which all stand on the same zero."""
    values = [Decimal(0), *(Decimal(point.value) for point in months if point.value is not None)]
    bottom, height = min(values), max(values) - min(values) or Decimal(1)
    bars = "".join(_bar(point, reading, bottom, height) for point in months)
    summary = _summary(months, reading)
    return f'<div class="q-spark" role="img" aria-label="{summary}">{bars}</div>'


def tone(figure: Figure) -> str:
    """Whether a figure changed for the good of the company or not, or did not."""
    rise = units.direction(figure.change_n1 or Decimal(0))
    if rise == 0 or _reads_the_same(figure):
        return "flat"
    if figure.metric.good not in GOOD:
        return "neutral"
    return "good" if (rise > 0) == (figure.metric.good is Good.UP) else "bad"


def _reads_the_same(figure: Figure) -> bool:
    """Whether the figure and that of a year before are the same to who reads them."""
    reading = READINGS[figure.metric.unit]
    return reading.figure(figure.value) == reading.figure(figure.n1)


def _opening(link: str | None) -> str:
    if link is None:
        return '<div class="q-face">'
    return f'<a class="q-face" href="{escape(link)}">'


def _bar(point: Point, reading: Reading, bottom: Decimal, height: Decimal) -> str:
    title = f"{formats.month(point.period.start)} : {reading.figure(point.value)}"
    kind = ' class="q-none"' if point.value is None else ""
    value = Decimal(point.value or 0)
    start, size = (min(value, Decimal(0)) - bottom) / height, abs(value) / height
    return f'<i{kind} style="--from:{start:.1%};--size:{size:.1%}" title="{title}"></i>'


def _summary(months: Sequence[Point], reading: Reading) -> str:
    if not months:
        return _("Pas d’historique")
    first, last = months[0], months[-1]
    return _("De {before} en {first} à {now} en {last}").format(
        before=reading.figure(first.value),
        first=formats.month(first.period.start),
        now=reading.figure(last.value),
        last=formats.month(last.period.start),
    )


def _change(shown: Tile) -> str:
    figure = shown.figure
    if figure.value == figure.n1 == 0:
        return _changed("flat", 0, "")
    if figure.change_n1 is None:
        why = escape(_why_no_change(shown))
        return f'<p class="q-change"><b>{formats.MISSING}</b>{why}</p>'
    rise = units.direction(figure.change_n1)
    if rise != 0 and _reads_the_same(figure):  # said of two figures that look equal, it would jar
        return _changed("flat", 0, "")
    text = f" {units.change(figure.change_n1, unit=figure.metric.unit)}"
    return _changed(tone(figure), rise, text)


def _changed(kind: str, rise: int, text: str) -> str:
    return (
        f'<p class="q-change q-{kind}"><b><span aria-hidden="true">{ARROWS[rise]}</span>'
        f"{text}</b>{TONES[kind]}</p>"
    )


def _why_no_change(shown: Tile) -> str:
    figure = shown.figure
    refused = [shown.filter_labels[name].lower() for name in figure.refused_filters]
    if refused:
        return _("ne se filtre pas par {filters}").format(filters=_(" ni ").join(refused))
    if figure.value is None:
        return _("rien à mesurer sur la période")
    return _("rien à mesurer en N-1") if figure.n1 is None else _("N-1 est nul")


def _past(name: str, value: Number | None, reading: Reading) -> str:
    title, text = reading.exact(value), reading.figure(value)
    return f'<div><dt>{name}</dt><dd title="{title}">{text}</dd></div>'


def _definition(shown: Tile) -> str:
    metric, target = shown.figure.metric, f"q-about-{escape(shown.figure.metric.code)}"
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in _lines(shown)
    )
    return f"""<div class="q-definition" id="{target}" popover>
<button class="q-close" popovertarget="{target}" popovertargetaction="hide" \
aria-label="{_("Fermer")}">×</button>
<h3>{escape(metric.label)}</h3><p>{escape(metric.definition)}</p><dl class="q-lines">{rows}</dl>
<p class="q-docs"><a href="{addresses.documentation(metric.code)}" target="_blank">\
{_("Documentation des données")}</a></p>
</div>"""


def _lines(shown: Tile) -> Lines:
    figure, metric = shown.figure, shown.figure.metric
    reading = READINGS[metric.unit]
    return [
        (_("Calcul"), metric.formula),
        (_("Valeur"), reading.exact(figure.value)),
        *(
            (name, _with_change(reading.exact(value), change, figure))
            for name, value, change in (
                ("N-1", figure.n1, figure.change_n1),
                ("N-2", figure.n2, figure.change_n2),
            )
        ),
        *shown.covers,
        (_("Est favorable"), GOOD.get(metric.good, _("ni la hausse ni la baisse"))),
        (_("Responsable"), metric.owner),
    ]


def _with_change(text: str, change: Decimal | None, figure: Figure) -> str:
    return text if change is None else f"{text} ({units.change(change, unit=figure.metric.unit)})"

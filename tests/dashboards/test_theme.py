"""The colors: the same for Streamlit and for our own HTML, and readable by everyone."""

import math
import re
import tomllib
from itertools import product
from pathlib import Path

import pytest

import dashboards

FOLDER = Path(dashboards.__file__).parent
CONFIG = tomllib.loads((FOLDER / ".streamlit" / "config.toml").read_text())["theme"]
SCHEMES = ("light", "dark")
COLORS = {
    name: dict(zip(SCHEMES, pair, strict=True))
    for name, *pair in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)",
        (FOLDER / "assets" / "theme.css").read_text(),
    )
}
STREAMLIT_NAMES = {
    "page": "backgroundColor",
    "card": "secondaryBackgroundColor",
    "border": "borderColor",
    "text": "textColor",
    "accent": "linkColor",
    "button": "primaryColor",
    "good": "greenTextColor",
    "bad": "redTextColor",
}
READ_ON = [
    *product(["text", "muted", "accent", "good", "bad"], ["page", "card"]),
    ("good", "good-ground"),
    ("bad", "bad-ground"),
]


@pytest.mark.parametrize("name", STREAMLIT_NAMES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_streamlit_and_our_html_have_the_same_colors(scheme: str, name: str) -> None:
    assert CONFIG[scheme][STREAMLIT_NAMES[name]] == COLORS[name][scheme]


@pytest.mark.parametrize(
    ("scheme", "text", "ground"), [(s, *pair) for s in SCHEMES for pair in READ_ON]
)
def test_text_is_readable(scheme: str, text: str, ground: str) -> None:
    assert contrast(COLORS[text][scheme], COLORS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_white_is_readable_on_a_button(scheme: str) -> None:
    assert contrast("#ffffff", COLORS["button"][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_good_and_bad_differ_for_who_does_not_tell_red_from_green(scheme: str) -> None:
    good, bad = (deuteranope(COLORS[name][scheme]) for name in ("good", "bad"))
    assert sum((g - b) ** 2 for g, b in zip(good, bad, strict=True)) ** 0.5 > 0.3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_of_a_chart_stand_out_from_the_page(scheme: str) -> None:
    for color in CONFIG[scheme]["chartCategoricalColors"]:
        assert contrast(color, COLORS["page"][scheme]) >= 3
        assert contrast(color, COLORS["card"][scheme]) >= 3


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return curve(red), curve(green), curve(blue)


def curve(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else math.pow((channel + 0.055) / 1.055, 2.4)


def deuteranope(color: str) -> tuple[float, float, float]:
    """A color as an eye without green cones sees it (Viénot, Brettel and Mollon, 1999)."""
    red, green, blue = linear(color)
    seen = uncurve(0.29275 * red + 0.70725 * green)
    return seen, seen, uncurve(0.02234 * (green - red) + blue)


def uncurve(light: float) -> float:
    return math.pow(max(light, 0), 1 / 2.2)

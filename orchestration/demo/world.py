"""What a demo company is drawn from: a seed, a date, a size; and its independent streams of chance."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from orchestration.demo.days import Calendar

CUSTOMERS_PER_BLOCK = 4_000
YEARS = 4


@dataclass(frozen=True)
class World:
    """A demo company to be drawn.

    It is made of `blocks`, each a region of 4,000 customers × `size` with its own staff. The blocks
    share the catalog, the suppliers, the depots and the numbers of documents.
    """

    seed: int
    today: date
    blocks: int = 1
    size: float = 1.0

    @property
    def start(self) -> date:
        """The first day of history: 1 January, at least four years ago."""
        return date(self.today.year - YEARS, 1, 1)

    @property
    def years(self) -> range:
        """The fiscal years of the history."""
        return range(self.start.year, self.today.year + 1)

    @property
    def customers_per_block(self) -> int:
        """How many customers and prospects a block has."""
        return max(round(CUSTOMERS_PER_BLOCK * self.size), 40)

    @cached_property
    def calendar(self) -> Calendar:
        """The days of the history."""
        return Calendar(self.start, self.today)

    def rng(self, *subject: str | int) -> np.random.Generator:
        """A stream of chance for a subject: what one subject draws never moves another."""
        words = [zlib.crc32(str(word).encode()) for word in subject]
        return np.random.default_rng([self.seed, *words])

    def count(self, at_full_size: int, *, at_least: int = 1) -> int:
        """A number of things that shrinks with the size of the company."""
        return max(round(at_full_size * self.size), at_least)


def pick(
    rng: np.random.Generator, count: int, weights: Sequence[float] | np.ndarray
) -> np.ndarray:
    """Draws `count` positions of `weights`, each as likely as its weight."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    return np.searchsorted(edges, rng.random(count) * edges[-1], side="right").clip(
        max=len(edges) - 1
    )

"""People drawn from lists: names, mail addresses and phone numbers that nobody has."""

import numpy as np
import polars as pl

from orchestration.demo.tables import names


def draw_people(rng: np.random.Generator, count: int) -> pl.DataFrame:
    """People with title, first_name and last_name."""
    titles = list(names.FIRST_NAMES)
    title = rng.integers(0, len(titles), count)
    rank = rng.random(count)
    first = [
        names.FIRST_NAMES[titles[t]][int(r * len(names.FIRST_NAMES[titles[t]]))]
        for t, r in zip(title, rank, strict=True)
    ]
    return pl.DataFrame(
        {
            "title": [titles[t] for t in title],
            "first_name": first,
            "last_name": choose(rng, names.LAST_NAMES, count),
        }
    )


def choose(rng: np.random.Generator, words: tuple[str, ...], count: int) -> pl.Series:
    """Words drawn with the same chance each."""
    return pl.Series(words).gather(rng.integers(0, len(words), count))


def slug(text: pl.Expr) -> pl.Expr:
    """Text in lower case, without accents, its words joined by hyphens."""
    return (
        text.str.to_lowercase()
        .str.normalize("NFD")
        .str.replace_all(r"\p{M}", "")
        .str.replace_all(r"[^a-z0-9]+", "-")
        .str.strip_chars("-")
    )


def addresses(number: str, domain: str | pl.Expr) -> pl.Expr:
    """A mail address from `first_name`, `last_name` and a number that makes it unique."""
    return pl.format(
        "{}.{}.{}@{}",
        slug(pl.col("first_name")),
        slug(pl.col("last_name")),
        pl.col(number),
        domain,
    )


def phone_numbers(rng: np.random.Generator, count: int, *, mobile: bool) -> pl.Series:
    """Numbers in the ranges kept for fiction, as they are written: 06 39 98 12 34."""
    prefixes = (names.MOBILE_PREFIX,) if mobile else names.PHONE_PREFIXES
    digits = pl.Series(rng.integers(0, 10_000, count)).cast(pl.String).str.zfill(4)
    frame = pl.DataFrame({"prefix": choose(rng, prefixes, count), "digits": digits})
    return frame.select(
        pl.format("{} {}", pl.col("prefix"), pl.col("digits"))
        .str.replace_all(" ", "")
        .str.replace(r"^(..)(..)(..)(..)(..)$", "$1 $2 $3 $4 $5")
    ).to_series()


def international(phone: pl.Expr) -> pl.Expr:
    """A French number as search knows it: +33639981234."""
    return phone.str.replace_all(" ", "").str.replace(r"^0", "+33")

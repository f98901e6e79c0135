"""Progress claims of the orders billed by progress, line by line."""

import numpy as np
import polars as pl

from orchestration.demo.world import World
from orchestration.demo.writer import Writer

GIVEN_UP_SHARE = 0.015
"""Progress orders closed before the last claim."""


def claim_steps(world: World, rng: np.random.Generator, headers: pl.DataFrame) -> pl.DataFrame:
    """Progress claims: cumulative percentages along the work, the last of 100 %."""
    count = headers.height
    jitter = pl.Series(rng.integers(-6, 7, count))
    given_up = pl.Series(rng.random(count) < GIVEN_UP_SHARE)
    claims = (
        headers.with_columns(jitter=jitter, given_up=given_up)
        .filter(pl.col("mode") == "progress")
        .with_columns(part=pl.int_ranges(1, pl.col("parts") + 1))
        .explode("part")
        .filter(~pl.col("given_up") | (pl.col("part") < pl.col("parts")))
    )
    length = pl.col("finished") - pl.col("started")
    last = pl.col("part") == pl.col("parts")
    planned = (
        pl.col("started")
        + length * pl.col("part") // pl.col("parts")
        + pl.when(last).then(2).otherwise(0)
    )

    def progress(part: pl.Expr) -> pl.Expr:
        reached = 100 * part // pl.col("parts") + pl.col("jitter")
        return (
            pl.when(part == 0).then(0).when(part == pl.col("parts")).then(100).otherwise(reached)
        )

    claims = claims.with_columns(
        day=planned,
        before=progress(pl.col("part") - 1),
        after=progress(pl.col("part")),
        scale=pl.lit(100),
    )
    return claims.select(
        "order",
        "part",
        "parts",
        "before",
        "after",
        "scale",
        "mode",
        "given_up",
        day=pl.Series(world.calendar.worked(claims["day"].to_numpy())),
    )


def write_claims(writer: Writer, steps: pl.DataFrame, headers: pl.DataFrame) -> pl.DataFrame:
    """Writes the progress claims; returns the steps with their keys."""
    claims = steps.filter(pl.col("mode") == "progress").join(
        headers.select("order", sales_order_id="id"), on="order", maintain_order="left"
    )
    written = writer.write(
        "sales.progress_claim",
        claims.select(
            "sales_order_id",
            number="part",
            claimed_on=pl.from_epoch("day", "d"),
            is_final=pl.col("part") == pl.col("parts"),
        ),
    )
    keys = claims.select("invoice_id", progress_claim_id=written["id"])
    return steps.join(keys, on="invoice_id", how="left", maintain_order="left")


def write_claim_lines(writer: Writer, lines: pl.DataFrame) -> pl.DataFrame:
    """Writes how far each line is in each claim; returns the lines that bill something."""
    claimed = lines.filter(pl.col("progress_claim_id").is_not_null())
    written = writer.write(
        "sales.progress_claim_line",
        claimed.select(
            "progress_claim_id",
            "sales_order_line_id",
            "cumulative_net",
            "net",
            progress=pl.col("after") * 10**16,
            previous_net=pl.col("cumulative_net") - pl.col("net"),
        ),
    )
    keys = claimed.select(
        "progress_claim_id", "sales_order_line_id", progress_claim_line_id=written["id"]
    )
    joined = lines.join(
        keys, on=["progress_claim_id", "sales_order_line_id"], how="left", maintain_order="left"
    )
    return joined.filter(pl.col("net") > 0)

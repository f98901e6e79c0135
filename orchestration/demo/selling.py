"""What is expected of salespeople, and how they are paid for it: targets, commission plans."""

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT
from orchestration.demo.company import Company
from orchestration.demo.staff import Staff
from orchestration.demo.world import World
from orchestration.demo.writer import Writer

PLANS = (
    (
        "CA",
        "Chiffre d’affaires facturé",
        "revenue",
        "marginal",
        1.5,
        ((0, 25_000, 1.0), (25_000, 60_000, 1.5), (60_000, None, 2.2)),
    ),
    (
        "MARGE",
        "Marge brute",
        "margin",
        "marginal",
        4.0,
        ((0, 10_000, 3.0), (10_000, 25_000, 4.5), (25_000, None, 6.0)),
    ),
    ("ENCAISSE", "Encaissements", "cash", "global", 1.0, ((0, 40_000, 0.8), (40_000, None, 1.3))),
)
"""Code, label, base, bands, rate without a band in %, and (from, up to, rate) in euros and %."""
FAMILY_RATES = (("MARGE", "SPA", 5.0), ("CA", "CHAUF", 1.8))
TARGET_GROWTH = 1.06


def write_plans(
    world: World, writer: Writer, company: Company, families: dict[str, int], staff: Staff
) -> None:
    """Writes the plans, and who is paid by which."""
    frame = pl.DataFrame(
        [
            {
                "company_id": company.id,
                "code": code,
                "label": label,
                "base": base,
                "band_kind": bands,
                "rate": round(rate * UNIT),
            }
            for code, label, base, bands, rate, _ in PLANS
        ]
    )
    ids = dict(zip(frame["code"], writer.write("sales.commission_plan", frame)["id"], strict=True))
    writer.write(
        "sales.commission_band",
        pl.DataFrame(
            [
                {
                    "commission_plan_id": ids[code],
                    "starts_from": 100 * low,
                    "up_to": None if high is None else 100 * high,
                    "rate": round(rate * UNIT),
                }
                for code, *_, bands in PLANS
                for low, high, rate in bands
            ]
        ),
    )
    writer.write(
        "sales.commission_family_rate",
        pl.DataFrame(
            [
                {
                    "commission_plan_id": ids[plan],
                    "item_family_id": families[family],
                    "rate": round(rate * UNIT),
                }
                for plan, family, rate in FAMILY_RATES
            ]
        ),
    )
    sellers = staff.employees.filter(pl.col("job") == "salesperson").with_row_index("rank")
    plans = pl.Series(list(ids.values()))
    writer.write(
        "sales.commission_assignment",
        sellers.select(
            salesperson_id="id",
            commission_plan_id=plans.gather(sellers["rank"] % len(ids)),
            valid_from=pl.lit(world.start),
        ),
    )


def write_targets(
    world: World, writer: Writer, staff: Staff, invoices: pl.DataFrame, block: int
) -> None:
    """Writes a target for each salesperson and month, to the end of the year: some are missed.

    It is what the same month made the year before and a little more; the first year, about what the
    month makes.
    """
    rng = world.rng("targets", block)
    sellers = staff.of(block, "salesperson")["id"].to_list()
    months = len(world.years) * 12
    made = np.zeros((len(sellers), months), dtype=np.int64)
    revenue = invoices.filter(pl.col("kind") != "down_payment").with_columns(
        signed=pl.when(pl.col("kind") == "credit_note").then(-pl.col("net")).otherwise("net"),
        month=pl.from_epoch("day", "d"),
    )
    month = revenue.select(
        (pl.col("month").dt.year().cast(pl.Int64) - world.start.year) * 12
        + pl.col("month").dt.month().cast(pl.Int64)
        - 1
    ).to_series()
    rank = revenue["salesperson_id"].replace_strict(
        {seller: n for n, seller in enumerate(sellers)}
    )
    np.add.at(made, (rank.to_numpy(), month.to_numpy()), revenue["signed"].to_numpy())
    season = made.reshape(len(sellers), -1, 12)
    smooth = (np.roll(season, 1, axis=2) + season + np.roll(season, -1, axis=2)) // 3
    expected = np.concatenate([smooth[:, :1], smooth[:, :-1]], axis=1) * TARGET_GROWTH
    target = expected * rng.uniform(0.88, 1.14, expected.shape)
    cents = (
        (np.maximum(target, 500_000) // 50_000 * 50_000)
        .astype(np.int64)
        .reshape(len(sellers), months)
    )
    writer.write(
        "sales.sales_target",
        pl.DataFrame(
            {
                "salesperson_id": np.repeat(sellers, months),
                "month": [
                    f"{world.start.year + m // 12}-{m % 12 + 1:02}-01" for m in range(months)
                ]
                * len(sellers),
                "net": cents.ravel(),
            }
        ).with_columns(pl.col("month").str.to_date()),
    )

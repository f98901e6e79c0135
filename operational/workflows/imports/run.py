"""An import from end to end: files, rows, one transaction, a report."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
from sqlalchemy import text

from operational.core.models import Company, ImportRun
from operational.workflows.imports.bringing import WRITTEN, Brought
from operational.workflows.imports.company import ensure_fiscal_years, receiver
from operational.workflows.imports.context import Context
from operational.workflows.imports.history import remember
from operational.workflows.imports.layouts import BY_NAME
from operational.workflows.imports.layouts.documents import DATES, LINES
from operational.workflows.imports.preparation import Prepared, prepare
from operational.workflows.imports.report import Counts, ImportReport, issues_of
from operational.workflows.imports.sales.amounts import WITHOUT_COST
from operational.workflows.imports.sources import load_source
from operational.workflows.imports.staging import FILE, REFUSED
from operational.workflows.imports.steps import Progress, bring_all
from operational.workflows.imports.writing.parties import make_customers
from operational.workflows.transaction import transaction

BOUGHT = ("orders", "invoices")
"""The documents that make a customer of a prospect."""


def import_source(
    url: str,
    *,
    path: Path,
    source: str,
    dry_run: bool = False,
    by: int | None = None,
    at: datetime,
    progress: Progress | None = None,
) -> ImportReport:
    """Brings in the files at a path, all in one transaction: after a kill, nothing is half there.

    `source` is the name of a source that comes with Quarante, or the path of a mapping file. Bad
    rows are refused and reported, the others imported; what an earlier import of the same source
    brought and has not changed is left alone. A dry run reports the same and writes nothing.
    Refuses what is no source (UnknownSource, BadSource), files that cannot be used (UnusableFile,
    UnusableMapping), and to guess the company (WhichCompany, NoCompany).
    """
    loaded = load_source(source)
    prepared = prepare(loaded, path)
    with transaction(url, by=by) as session:
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('quarante.import'))"))
        there = receiver(session, loaded)
        context = Context(
            session=session,
            company_id=there.company.id,
            agency_id=there.agency.id,
            time_zone=there.company.time_zone,
            source=loaded.name,
            by=by,
            at=at,
        )
        report = _bring_in(context, there.company, prepared, progress or _silent, dry_run=dry_run)
        if dry_run:
            session.rollback()
    return report


def _silent(_label: str, _rank: int, _steps: int) -> None:
    """No progress to show."""


def _bring_in(
    context: Context, company: Company, prepared: Prepared, progress: Progress, *, dry_run: bool
) -> ImportReport:
    brought = bring_all(context, prepared.staged, progress)
    _finish(context, company, brought)
    counts = {name: _counts(done.rows) for name, done in brought.items()}
    issues = pl.concat([done.issues for done in brought.values()])
    report = ImportReport(
        source=context.source,
        company=company.name,
        dry_run=dry_run,
        counts=counts,
        refusals=issues_of(issues.filter(~pl.col("left_out"))),
        left_out=issues_of(issues.filter("left_out")),
        unused_columns=prepared.unused_columns,
        without_cost=_without_cost(brought[LINES.name].rows) if LINES.name in brought else {},
    )
    if report.total.written:
        _remember(context, report, brought)
    return report


def _finish(context: Context, company: Company, brought: dict[str, Brought]) -> None:
    """Makes customers of prospects who bought, and the fiscal years of the documents."""
    written = {name: done.rows.filter(WRITTEN) for name, done in brought.items()}
    days = [written[name][column] for name, column in DATES.items() if name in written]
    if days:
        ensure_fiscal_years(context.session, company, pl.concat(days).unique().sort().to_list())
    bought = [
        written[name].select(pl.col("customer_id").alias("id"), pl.col(DATES[name]).alias("day"))
        for name in BOUGHT
        if name in written
    ]
    if bought:
        make_customers(context, pl.concat(bought))


def _counts(rows: pl.DataFrame) -> Counts:
    kept = rows.filter(~pl.col(REFUSED))
    written = int(kept[WRITTEN].sum())
    return Counts(
        read=rows.height,
        written=written,
        unchanged=kept.height - written,
        refused=rows.height - kept.height,
        net=_net(kept) if "net_total" in kept.columns else None,
    )


def _net(rows: pl.DataFrame) -> Decimal:
    """What documents are worth together, credit notes negative."""
    credit = pl.col("kind") == "credit_note" if "kind" in rows.columns else pl.lit(value=False)
    signed = pl.when(credit).then(-pl.col("net_total")).otherwise(pl.col("net_total"))
    return Decimal(rows.select(signed.sum()).item() or 0)


def _without_cost(lines: pl.DataFrame) -> dict[str, int]:
    """How many invoice lines written are worth something, at a cost nobody gave, by file."""
    if WITHOUT_COST not in lines.columns:
        return {}
    of_invoices = (pl.col("document") == "invoice") & (pl.col("net") != 0)
    unknown = lines.filter(pl.col(WRITTEN), pl.col(WITHOUT_COST), of_invoices)
    return dict(unknown.group_by(FILE, maintain_order=True).len().iter_rows())


def _remember(context: Context, report: ImportReport, brought: dict[str, Brought]) -> None:
    """Keeps the run, and what each row became."""
    run = ImportRun(
        company_id=context.company_id,
        source=context.source,
        finished_at=context.at,
        rows_read=report.total.read,
        rows_written=report.total.written,
        rows_unchanged=report.total.unchanged,
        rows_refused=report.total.refused,
    )
    context.session.add(run)
    context.session.flush()
    for name, done in brought.items():
        remember(context, run.id, BY_NAME[name], done.memory)

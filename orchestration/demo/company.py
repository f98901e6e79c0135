"""The company, its agencies and the frame of its history: years, parameters, references."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from orchestration.demo.days import instant
from orchestration.demo.tables import company as data
from orchestration.demo.tables import goods
from orchestration.demo.world import World
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Company:
    """Keys of the company and of what everything refers to, by code."""

    id: int
    agencies: pl.DataFrame
    """id, code, city, latitude, longitude: in the order of the data."""
    fiscal_years: dict[int, int]
    statuses: dict[str, int]
    lead_sources: dict[str, int]
    methods: dict[str, int]
    terms: dict[str, int]
    bank_account_id: int


def found_company(world: World, writer: Writer, places: pl.DataFrame) -> Company:
    """Writes the company and its references."""
    company_id = int(writer.write("core.company", pl.DataFrame([data.COMPANY]))["id"][0])
    agencies = write_agencies(writer, company_id, places)
    years = write_fiscal_years(world, writer, company_id)
    write_parameters(world, writer, company_id)
    statuses = write_coded(
        writer,
        "crm.customer_status",
        [
            {"code": code, "label": label, "is_professional": professional}
            for code, (label, professional, _) in goods.STATUSES.items()
        ],
    )
    sources = write_coded(
        writer,
        "crm.lead_source",
        [{"code": code, "label": label} for code, (label, _) in data.LEAD_SOURCES.items()],
    )
    methods = write_coded(
        writer,
        "payments.payment_method",
        [
            {"code": code, "label": label, "kind": kind}
            for code, (label, kind) in data.PAYMENT_METHODS.items()
        ],
    )
    terms = write_payment_terms(writer)
    account = writer.write(
        "payments.bank_account",
        pl.DataFrame(
            {
                "company_id": [company_id],
                "label": ["Compte courant"],
                "iban": ["FR7600000000000000000000097"],
                "bic": ["DEMOFRPP"],
                "sepa_creditor_id": ["FR00ZZZ000000"],
            }
        ),
    )
    return Company(
        company_id, agencies, years, statuses, sources, methods, terms, int(account["id"][0])
    )


def write_agencies(writer: Writer, company_id: int, places: pl.DataFrame) -> pl.DataFrame:
    """Writes the agencies; returns them with their points."""
    rows = pl.DataFrame(
        [
            {
                "company_id": company_id,
                "code": agency.code,
                "name": agency.name,
                "siret": data.COMPANY["siren"] + agency.nic,
                "address": agency.address,
                "postal_code": agency.postal_code,
                "city": agency.city,
            }
            for agency in data.AGENCIES
        ]
    )
    written = writer.write("core.agency", rows)
    points = places.select("city", "postal_code", "latitude", "longitude")
    return written.select("id", "code", "city", "postal_code").join(
        points, on=["city", "postal_code"], how="left", maintain_order="left"
    )


def write_fiscal_years(world: World, writer: Writer, company_id: int) -> dict[int, int]:
    """Writes calendar years; those that ended more than a year ago are closed."""
    rows = pl.DataFrame(
        {
            "company_id": company_id,
            "code": [str(year) for year in world.years],
            "starts_on": [date(year, 1, 1) for year in world.years],
            "ends_on": [date(year, 12, 31) for year in world.years],
            "closed_on": [
                date(year + 1, 5, 15) if year + 1 < world.today.year else None
                for year in world.years
            ],
        }
    )
    written = writer.write(
        "core.fiscal_year", rows.with_columns(closed_at=instant("closed_on")).drop("closed_on")
    )
    return dict(zip(world.years, written["id"], strict=True))


def write_parameters(world: World, writer: Writer, company_id: int) -> None:
    """Writes the settings, the sentences of the law and the public holidays."""
    writer.write(
        "core.parameter",
        pl.DataFrame(
            {
                "company_id": company_id,
                "code": list(data.PARAMETERS),
                "value": [str(value) for value in data.PARAMETERS.values()],
                "valid_from": world.start,
            }
        ),
    )
    writer.write(
        "core.legal_mention",
        pl.DataFrame(
            [
                {
                    "code": code,
                    "wording": wording,
                    "legal_reference": law,
                    "valid_from": world.start,
                }
                for code, (wording, law) in data.LEGAL_MENTIONS.items()
            ]
        ),
    )
    days = world.calendar.holidays
    writer.write(
        "core.public_holiday", pl.DataFrame({"day": list(days), "name": list(days.values())})
    )


def write_coded(writer: Writer, table: str, rows: list[dict[str, object]]) -> dict[str, int]:
    """Writes rows that have a code; returns their ids by code."""
    written = writer.write(table, pl.DataFrame(rows))
    return dict(zip(written["code"], written["id"], strict=True))


def write_payment_terms(writer: Writer) -> dict[str, int]:
    """Writes the terms and their shares."""
    terms = write_coded(
        writer,
        "payments.payment_terms",
        [{"code": code, "label": label} for code, (label, _) in data.PAYMENT_TERMS.items()],
    )
    writer.write(
        "payments.payment_terms_line",
        pl.DataFrame(
            [
                {
                    "payment_terms_id": terms[code],
                    "position": position,
                    "percentage": 10_000 * percentage,
                    "delay_days": days,
                    "due_rule": rule,
                }
                for code, (_, shares) in data.PAYMENT_TERMS.items()
                for position, (percentage, days, rule) in enumerate(shares, start=1)
            ]
        ),
    )
    return terms

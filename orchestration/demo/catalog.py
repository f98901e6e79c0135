"""The catalog: items, their prices year after year for each customer status, assemblies exploded."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from orchestration.demo.amounts import UNIT
from orchestration.demo.company import Company, write_coded
from orchestration.demo.days import instant
from orchestration.demo.items import (
    coefficient,
    draw_components,
    draw_items,
    explode,
    purchase_prices,
    sale_prices,
)
from orchestration.demo.tables import goods as data
from orchestration.demo.world import World, pick
from orchestration.demo.writer import Writer


@dataclass(frozen=True)
class Catalog:
    """Items by position. Prices are in ten-thousandths of a euro, whole cents."""

    items: pl.DataFrame
    """id, designation, kind, family, subfamily, unit, is_stocked, is_serialized, warranty_months,
    supplier (position), popularity."""
    purchase: np.ndarray
    """Purchase price, or cost of an assembly, by item and year."""
    sale: np.ndarray
    """Price by item, customer status and year."""
    leaves: pl.DataFrame
    """What assemblies are in the end made of: assembly, component (positions), path, quantity."""
    family_ids: dict[str, int]
    subfamily_ids: dict[str, int]
    vat_rate_ids: dict[str, int]

    @cached_property
    def ids(self) -> np.ndarray:
        """The key of each item."""
        return self.items["id"].to_numpy()

    @cached_property
    def by_subfamily(self) -> dict[str, np.ndarray]:
        """The positions of the items of each sub-family."""
        codes = self.items["subfamily"].to_numpy()
        return {str(code): np.flatnonzero(codes == code) for code in np.unique(codes)}

    def choose(self, rng: np.random.Generator, subfamily: str, count: int) -> np.ndarray:
        """Items of a sub-family, popular ones more often."""
        positions = self.by_subfamily[subfamily]
        popularity = self.items["popularity"].to_numpy()[positions]
        return positions[pick(rng, count, popularity)]


def write_catalog(
    world: World, writer: Writer, company: Company, suppliers: pl.DataFrame
) -> Catalog:
    """Writes families, items, prices, components and suppliers' references."""
    families = write_coded(
        writer,
        "catalog.item_family",
        [
            {"code": code, "label": label, "position": position}
            for position, (code, label) in enumerate(data.FAMILIES.items())
        ],
    )
    subfamilies = write_coded(
        writer,
        "catalog.item_subfamily",
        [
            *(
                {"item_family_id": families[g.family], "code": g.code, "label": g.label}
                for g in data.GOODS
            ),
            *(
                {"item_family_id": families["OUVR"], "code": r.code, "label": r.label}
                for r in data.RECIPES
            ),
        ],
    )
    units = write_coded(
        writer,
        "catalog.unit",
        [
            {"code": code, "label": label, "unece_code": unece, "decimals": decimals}
            for code, (label, unece, decimals) in data.UNITS.items()
        ],
    )
    vat_rates = write_coded(
        writer,
        "catalog.vat_rate",
        [
            {
                "code": code,
                "label": label,
                "percentage": round(rate * UNIT),
                "valid_from": date(2014, 1, 1),
            }
            for code, (label, rate) in data.VAT_RATES.items()
        ],
    )
    items = draw_items(world)
    components = draw_components(world, items)
    leaves = explode(components)
    purchase = purchase_prices(world, items, leaves)
    sale = sale_prices(items, leaves, purchase)
    written = writer.write(
        "catalog.item",
        items.select(
            "reference",
            "designation",
            "kind",
            "is_stocked",
            "is_serialized",
            "warranty_months",
            "service_life_months",
            company_id=pl.lit(company.id),
            item_subfamily_id=pl.col("subfamily").replace_strict(subfamilies),
            unit_id=pl.col("unit").replace_strict(units),
            vat_rate_id=pl.lit(vat_rates["normal"]),
            purchase_price=pl.Series(purchase[:, -1]),
            sale_price=pl.Series(sale[:, 0, -1]),
            main_supplier_id=suppliers["id"].gather(items["supplier"]),
            is_commissionable=pl.col("subfamily") != "DEPL",
        ),
    )
    catalog = Catalog(
        items.with_columns(id=written["id"]),
        purchase,
        sale,
        leaves,
        families,
        subfamilies,
        vat_rates,
    )
    write_prices(world, writer, company, catalog)
    write_parts(writer, catalog, components)
    write_sources(world, writer, catalog, suppliers)
    return catalog


def write_prices(world: World, writer: Writer, company: Company, catalog: Catalog) -> None:
    """Writes the coefficients, and each January's change of purchase prices."""
    writer.write(
        "catalog.overhead_coefficient",
        pl.DataFrame(
            {
                "company_id": [company.id],
                "coefficient": [round(data.OVERHEAD * UNIT)],
                "valid_from": [world.start],
            }
        ),
    )
    writer.write(
        "catalog.markup_coefficient",
        pl.DataFrame(
            [
                {
                    "customer_status_id": company.statuses[status],
                    "item_family_id": catalog.family_ids[family],
                    "coefficient": coefficient(family, status),
                    "valid_from": world.start,
                }
                for status in data.STATUSES
                for family in data.MARKUPS
            ]
        ),
    )
    changes = [
        pl.DataFrame(
            {
                "item_id": catalog.ids,
                "old_price": catalog.purchase[:, year - 1],
                "new_price": catalog.purchase[:, year],
                "changed_on": date(world.start.year + year, 1, 2),
            }
        )
        for year in range(1, len(world.years))
    ]
    writer.write(
        "catalog.purchase_price_change",
        pl.concat(changes)
        .filter(pl.col("old_price") != pl.col("new_price"), pl.col("changed_on") <= world.today)
        .select(
            "item_id",
            "old_price",
            "new_price",
            changed_at=instant("changed_on"),
            kept=pl.lit("keep_coefficient"),
        ),
    )


def write_parts(writer: Writer, catalog: Catalog, components: pl.DataFrame) -> None:
    """Writes the bills of materials and the barcodes of goods."""
    ids = pl.Series(catalog.ids)
    writer.write(
        "catalog.item_component",
        components.select(
            "position",
            "quantity",
            assembly_id=ids.gather(components["assembly"]),
            component_id=ids.gather(components["component"]),
        ),
    )
    sold = catalog.items.filter(pl.col("kind") == "goods")["id"].to_numpy()
    writer.write(
        "catalog.item_barcode",
        pl.DataFrame({"item_id": sold, "barcode": [own_barcode(int(item)) for item in sold]}),
    )
    writer.write(
        "catalog.label_template",
        pl.DataFrame(
            {
                "name": ["Planche 24 étiquettes", "Rouleau 57 mm"],
                "layout": ['{"columns": 3, "rows": 8}', '{"width_mm": 57}'],
                "with_image": [True, False],
            }
        ),
    )


def own_barcode(number: int) -> str:
    """An EAN-13 of the range that shops use for themselves (20 to 29)."""
    digits = f"20{number:010d}"
    weighted = sum(int(digit) * (3 if rank % 2 else 1) for rank, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def write_sources(world: World, writer: Writer, catalog: Catalog, suppliers: pl.DataFrame) -> None:
    """Writes who supplies each item, and a version of a supplier's whole catalog."""
    rng = world.rng("sources")
    bought = catalog.items.filter(pl.col("supplier").is_not_null())
    supplier = suppliers[bought["supplier"]]
    prices = pl.Series(catalog.purchase[:, -1]).gather(
        bought.select((pl.col("id") - catalog.ids[0]).alias("p"))["p"]
    )
    writer.write(
        "catalog.supplier_item",
        bought.select(
            item_id="id",
            supplier_id=supplier["id"],
            supplier_reference=pl.format(
                "{}/{}", "reference", pl.Series(rng.integers(100, 1000, bought.height))
            ),
            purchase_price=prices,
            lead_time_days=supplier["lead_time_days"],
            is_preferred=pl.lit(value=True),
        ),
    )
    version = writer.write(
        "catalog.supplier_catalog",
        pl.DataFrame(
            {
                "supplier_id": [suppliers["id"][0]],
                "name": ["Tarif général"],
                "format": ["fabdis"],
                "valid_from": [date(world.today.year, 1, 1)],
            }
        ),
    )
    listed = catalog.items.filter(pl.col("kind") == "goods")
    positions = listed.select((pl.col("id") - catalog.ids[0]).alias("p"))["p"]
    writer.write(
        "catalog.supplier_catalog_item",
        listed.select(
            "reference",
            "designation",
            "warranty_months",
            supplier_catalog_id=pl.lit(version["id"][0]),
            search_text=pl.format("{} {}", "reference", "designation").str.to_lowercase(),
            unit_code="unit",
            public_price=pl.Series(catalog.sale[:, 0, -1]).gather(positions),
            purchase_price=pl.Series(catalog.purchase[:, -1]).gather(positions),
            vat_percentage=pl.lit(20 * UNIT),
            item_id="id",
        ),
    )

"""What a sub-family of items is made of, and the sizes items come in."""

from typing import NamedTuple


class Goods(NamedTuple):
    """A sub-family, and how its items are made up. Prices are purchase prices in euros."""

    family: str
    code: str
    label: str
    number: int
    low: float
    high: float
    noun: str
    specs: tuple[str, ...]
    kind: str = "goods"
    unit: str = "U"
    stocked: bool = True
    serialized: bool = False
    warranty: int = 24
    life: int = 96


BRANDS = (
    "Aquaval",
    "Lagunéa",
    "Nérea",
    "Hydrolis",
    "Thermolis",
    "Calorix",
    "Solénia",
    "Airlys",
    "Balnéo",
    "Claréa",
    "Océane",
    "Modulis",
)

POWERS = ("6 kW", "8 kW", "11 kW", "14 kW", "16 kW")
FLOWS = ("8 m³/h", "11 m³/h", "14 m³/h", "18 m³/h", "22 m³/h")
SIZES = ("6 × 3 m", "7 × 3,5 m", "8 × 4 m", "9 × 4,5 m", "10 × 5 m")
PACKS = ("1 kg", "5 kg", "10 kg", "25 kg", "5 L", "20 L")
DIAMETERS = ("Ø 32", "Ø 40", "Ø 50", "Ø 63", "Ø 75")
MODELS = ("Essentiel", "Confort", "Premium", "Pro", "Sélection")

"""What the company does and when: seasons, kinds of deals and what a quote of each holds."""

from typing import NamedTuple


def season(*weights: float) -> dict[int, float]:
    """The weight of each month, January first."""
    return dict(enumerate(weights, start=1))


SEASONS = {
    "prospects": season(0.9, 1.1, 1.5, 1.5, 1.3, 1.0, 0.7, 0.5, 1.0, 1.1, 0.9, 0.5),
    "pools": season(0.9, 1.3, 1.8, 1.8, 1.4, 0.9, 0.6, 0.4, 0.8, 0.9, 0.7, 0.5),
    "heating": season(0.9, 0.8, 0.7, 0.6, 0.6, 0.7, 0.7, 0.6, 1.5, 1.9, 1.7, 1.1),
    "cooling": season(0.3, 0.4, 0.7, 1.1, 1.8, 2.2, 1.9, 0.9, 0.6, 0.5, 0.4, 0.3),
    "equipment": season(0.5, 0.7, 1.1, 1.6, 1.9, 1.8, 1.4, 0.9, 0.7, 0.6, 0.6, 0.6),
    "counter": season(0.35, 0.4, 0.8, 1.4, 1.8, 2.1, 2.0, 1.5, 0.8, 0.5, 0.35, 0.3),
    "service": season(1.0, 0.9, 0.9, 1.1, 1.3, 1.4, 1.2, 0.8, 0.9, 1.2, 1.2, 1.0),
    "all year": season(*[1.0] * 12),
}


class Part(NamedTuple):
    """A line of a quote: an item of a sub-family, a quantity between two bounds, sometimes."""

    subfamily: str
    low: float
    high: float
    chance: float = 1.0
    vat: str = "normal"


class Deal(NamedTuple):
    """A kind of quote: how many a year per block, from whom, how it is won, invoiced and built."""

    title: str
    season: str
    yearly: int
    first_weight: float
    """How likely a newcomer is to come for it."""
    wants: str
    """The column of customers that are concerned, or `all`."""
    won: float
    mode: str
    days: tuple[int, int]
    """Days of work, between order and end of work."""
    lead: tuple[int, int]
    """Days from the order to the start of the work."""
    parts: tuple[Part, ...]


DEALS = {
    "pool": Deal(
        "Construction d’une piscine",
        "pools",
        76,
        0.17,
        "all",
        0.31,
        "progress",
        (35, 80),
        (25, 70),
        (
            Part("SOUST", 1, 2),
            Part("LOC", 1, 3),
            Part("BASSIN", 1, 1),
            Part("MARGELLE", 24, 46),
            Part("MARGELLE", 30, 70, 0.6),
            Part("LOCAL", 1, 1, 0.4),
            Part("KITFIL", 1, 1, 0.3),
            Part("ELECTRO", 1, 1, 0.75),
            Part("PH", 1, 1, 0.7),
            Part("VOLET", 1, 1, 0.62),
            Part("BACHE", 1, 1, 0.3),
            Part("PACPIS", 1, 1, 0.6),
            Part("ROBOT", 1, 1, 0.66),
            Part("ALARME", 1, 1, 0.5),
            Part("CHIMIE", 2, 6, 0.8),
            Part("MO", 40, 110),
            Part("FORFAIT", 1, 1, 0.9),
        ),
    ),
    "renovation": Deal(
        "Rénovation de piscine",
        "pools",
        230,
        0.13,
        "has_pool",
        0.36,
        "progress",
        (10, 30),
        (15, 60),
        (
            Part("LINER", 1, 1, 0.85, "renovation"),
            Part("MARGELLE", 15, 40, 0.5, "renovation"),
            Part("POMPE", 1, 1, 0.5, "renovation"),
            Part("FILTRE", 1, 1, 0.45, "renovation"),
            Part("KITELEC", 1, 1, 0.4, "renovation"),
            Part("ELECTRO", 1, 1, 0.45),
            Part("VOLET", 1, 1, 0.35),
            Part("ROBIN", 2, 8, 0.5, "renovation"),
            Part("TUBE", 6, 30, 0.5, "renovation"),
            Part("MO", 18, 60, 1.0, "renovation"),
            Part("DEPL", 1, 3, 0.8, "renovation"),
        ),
    ),
    "heating": Deal(
        "Installation de chauffage",
        "heating",
        330,
        0.28,
        "has_heating",
        0.36,
        "whole",
        (3, 9),
        (15, 50),
        (
            Part("PAC", 1, 1, 0.5, "energy"),
            Part("CHAUD", 1, 1, 0.22, "energy"),
            Part("POELE", 1, 1, 0.3, "energy"),
            Part("BALLON", 1, 1, 0.35, "energy"),
            Part("RADIAT", 2, 8, 0.4, "energy"),
            Part("POSEPAC", 1, 1, 0.5, "energy"),
            Part("ROBIN", 3, 10, 0.7, "renovation"),
            Part("TUBE", 8, 36, 0.7, "renovation"),
            Part("ELEC", 1, 3, 0.7, "renovation"),
            Part("MO", 12, 38, 1.0, "energy"),
            Part("FORFAIT", 1, 1, 0.6, "energy"),
            Part("DEPL", 1, 2, 0.6, "renovation"),
        ),
    ),
    "cooling": Deal(
        "Climatisation réversible",
        "cooling",
        180,
        0.14,
        "all",
        0.38,
        "whole",
        (1, 4),
        (8, 30),
        (
            Part("SPLIT", 1, 4, 0.9, "renovation"),
            Part("GAINABLE", 1, 1, 0.15, "renovation"),
            Part("ELEC", 1, 2, 0.8, "renovation"),
            Part("TUBE", 4, 20, 0.6, "renovation"),
            Part("MO", 8, 24, 1.0, "renovation"),
            Part("DEPL", 1, 1, 0.7, "renovation"),
        ),
    ),
    "spa": Deal(
        "Fourniture et pose d’un spa",
        "equipment",
        72,
        0.08,
        "all",
        0.30,
        "whole",
        (1, 3),
        (15, 45),
        (
            Part("SPA", 1, 1),
            Part("ACCSPA", 1, 4, 0.8),
            Part("ELEC", 1, 1, 0.7),
            Part("CHIMIE", 1, 4, 0.7),
            Part("MO", 6, 16),
            Part("DEPL", 1, 1),
        ),
    ),
    "equipment": Deal(
        "Équipement de piscine",
        "equipment",
        500,
        0.20,
        "has_pool",
        0.43,
        "whole",
        (1, 3),
        (5, 25),
        (
            Part("ROBOT", 1, 1, 0.35),
            Part("PACPIS", 1, 1, 0.3),
            Part("BACHE", 1, 1, 0.32),
            Part("ELECTRO", 1, 1, 0.3),
            Part("POMPE", 1, 1, 0.3),
            Part("ALARME", 1, 1, 0.15),
            Part("PH", 1, 1, 0.2),
            Part("CHIMIE", 1, 5, 0.4),
            Part("BALAI", 1, 3, 0.3),
            Part("MO", 2, 7, 0.8),
            Part("DEPL", 1, 1, 0.7),
        ),
    ),
    "upkeep": Deal(
        "Entretien annuel d’installation",
        "all year",
        80,
        0.0,
        "is_company",
        0.55,
        "instalments",
        (300, 330),
        (5, 20),
        (Part("FORFAIT", 8, 26), Part("CHIMIE", 10, 40), Part("MO", 12, 40), Part("DEPL", 6, 18)),
    ),
}
"""Kinds of deals. What makes one a real quote: at least one line (the first always comes)."""

REFUSALS = {
    "Trop cher": 0.38,
    "Projet abandonné": 0.22,
    "Concurrent retenu": 0.26,
    "Financement refusé": 0.08,
    "Délai trop long": 0.06,
}

AMENDMENT = (
    Part("MARGELLE", 4, 20, 0.6),
    Part("MO", 4, 18, 0.9),
    Part("ELEC", 1, 2, 0.4),
    Part("ROBOT", 1, 1, 0.3),
)
"""What an amendment adds to a job."""

WORK_PACKAGES = {
    "pool": (
        "Terrassement",
        "Gros œuvre et structure",
        "Étanchéité et margelles",
        "Filtration et mise en service",
    ),
    "renovation": ("Dépose et préparation", "Étanchéité", "Remise en eau"),
    "heating": ("Dépose et préparation", "Pose et raccordement", "Mise en service"),
    "cooling": ("Pose et mise en service",),
    "spa": ("Pose et mise en service",),
}

COUNTER_YEARLY = 2_500
COUNTER = (
    Part("CHIMIE", 1, 3, 0.42),
    Part("ANALYSE", 1, 1, 0.07),
    Part("BALAI", 1, 2, 0.09),
    Part("TUBE", 1, 6, 0.13),
    Part("ROBIN", 1, 2, 0.08),
    Part("MEDIA", 1, 4, 0.04),
    Part("PCPOMPE", 1, 2, 0.07),
    Part("PCROBOT", 1, 2, 0.05),
    Part("ACCSPA", 1, 2, 0.03),
    Part("ROBOT", 1, 1, 0.006),
    Part("ELEC", 1, 2, 0.03),
    Part("POMPE", 1, 1, 0.006),
)
"""What is taken over the counter; `chance` weighs each kind against the others."""

TASK_TYPES: list[dict[str, object]] = [
    {
        "code": "VISITE",
        "label": "Visite commerciale",
        "appointment_kind": "sales",
        "color": "#4c78a8",
        "default_minutes": 75,
        "is_productive": False,
    },
    {
        "code": "TERRASSEMENT",
        "label": "Terrassement",
        "appointment_kind": "installation",
        "color": "#9d755d",
        "default_minutes": 420,
        "is_productive": True,
    },
    {
        "code": "POSE",
        "label": "Pose",
        "appointment_kind": "installation",
        "color": "#54a24b",
        "default_minutes": 420,
        "is_productive": True,
    },
    {
        "code": "MISE_EN_SERVICE",
        "label": "Mise en service",
        "appointment_kind": "installation",
        "color": "#72b7b2",
        "default_minutes": 210,
        "is_productive": True,
    },
    {
        "code": "DEPANNAGE",
        "label": "Dépannage",
        "appointment_kind": "service",
        "color": "#e45756",
        "default_minutes": 90,
        "is_productive": True,
    },
    {
        "code": "ENTRETIEN",
        "label": "Visite d’entretien",
        "appointment_kind": "service",
        "color": "#eeca3b",
        "default_minutes": 75,
        "is_productive": True,
    },
    {
        "code": "REUNION",
        "label": "Réunion",
        "appointment_kind": "internal",
        "color": "#b279a2",
        "default_minutes": 60,
        "is_productive": False,
    },
]
PICTOGRAMS: list[dict[str, object]] = [
    {"code": "told", "label": "Client prévenu", "icon": "phone", "position": 1},
    {"code": "keys", "label": "Prendre les clés", "icon": "key", "position": 2},
    {"code": "products", "label": "Apporter des produits", "icon": "science", "position": 3},
    {"code": "part", "label": "Pièce à emporter", "icon": "build", "position": 4},
]


class Contract(NamedTuple):
    """A type of service contract: who takes it, its yearly price, visits and invoices."""

    label: str
    wants: str
    taken: float
    """The share of those concerned who take one."""
    low: int
    high: int
    visits: int
    billing_months: int
    vat: str


CONTRACTS = {
    "CHAUF": Contract(
        "Entretien annuel de chauffage", "has_heating", 0.17, 145, 215, 1, 12, "renovation"
    ),
    "PISC": Contract("Entretien de piscine", "has_pool", 0.065, 560, 980, 4, 6, "normal"),
    "CONFORT": Contract("Contrat confort", "has_pool", 0.07, 290, 430, 2, 12, "normal"),
    "PRO": Contract(
        "Maintenance professionnelle", "is_company", 0.30, 1_400, 3_900, 6, 3, "normal"
    ),
}
RENEWED_SHARE = 0.87
TERMINATED_SHARE = 0.025

INSTALLATION_DAYS = {
    "pool": (5, 9),
    "renovation": (2, 4),
    "heating": (1, 2),
    "cooling": (1, 1),
    "spa": (1, 1),
}
"""Days of work of an installer on a job."""

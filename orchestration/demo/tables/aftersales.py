"""After-sales service: types, questionnaires, costs, what is said of the work."""

from typing import NamedTuple


class ServiceType(NamedTuple):
    """A type of service."""

    label: str
    color: str
    minutes: int
    hours: tuple[float, float]
    parts: tuple[str, ...]
    """Sub-families of the parts it may take."""


SERVICE_TYPES = {
    "PANNE": ServiceType("Panne de filtration", "#e45756", 90, (0.75, 2.5), ("PCPOMPE", "POMPE")),
    "FUITE": ServiceType("Recherche de fuite", "#4c78a8", 120, (1.0, 3.5), ("TUBE", "ROBIN")),
    "ROBOT": ServiceType("Panne de robot", "#72b7b2", 60, (0.5, 1.5), ("PCROBOT",)),
    "EAU": ServiceType("Traitement de l’eau", "#54a24b", 60, (0.5, 1.5), ("CHIMIE", "ANALYSE")),
    "CHAUFFAGE": ServiceType("Panne de chauffage", "#f58518", 90, (1.0, 3.0), ("PCCHAUF",)),
    "CLIM": ServiceType("Panne de climatisation", "#b279a2", 90, (1.0, 2.5), ("PCCHAUF", "ELEC")),
    "HIVERNAGE": ServiceType(
        "Hivernage et remise en route", "#9d755d", 90, (1.0, 2.0), ("CHIMIE",)
    ),
    "ENTRETIEN": ServiceType(
        "Visite d’entretien", "#eeca3b", 75, (0.75, 1.5), ("CHIMIE", "PCPOMPE")
    ),
}
TYPES_OF_FAMILY = {
    "FILTR": ("PANNE", "FUITE"),
    "TRAIT": ("EAU", "PANNE"),
    "NETT": ("ROBOT",),
    "CHPIS": ("CHAUFFAGE",),
    "CHAUF": ("CHAUFFAGE",),
    "CLIM": ("CLIM",),
    "SPA": ("EAU", "FUITE"),
    "AUTRE": ("PANNE", "FUITE", "EAU", "HIVERNAGE", "CHAUFFAGE"),
}
TICKETS_YEARLY = 1_150
VISITS = (0.07, 0.68, 0.20, 0.05)
"""How likely a ticket takes none, one, two or three visits."""
CHANNELS = {"phone": 0.62, "email": 0.19, "portal": 0.09, "counter": 0.10}
PRIORITIES = {"normal": 0.66, "high": 0.18, "low": 0.10, "urgent": 0.06}
SLOTS = (8 * 60, 9 * 60 + 45, 11 * 60 + 15, 13 * 60 + 30, 15 * 60 + 15)
"""When the interventions of a day start, in minutes after midnight."""
WORK_MINUTES = 75

COST_RATES = {
    ("labor_hour", "technician"): 31.0,
    ("labor_hour", "installer"): 29.0,
    ("labor_hour", None): 30.0,
    ("travel_hour", None): 28.0,
    ("kilometer", None): 0.46,
}
"""What an hour or a kilometer costs, in euros."""
BILLED_HOUR, BILLED_TRAVEL = "MO", "DEPL"
PARTS_SHARE = 0.42
"""Interventions that take a part."""
SURVEYED_SHARE, ANSWERED_SHARE = 0.5, 0.45
SCORES = (0.01, 0.005, 0.01, 0.015, 0.02, 0.04, 0.05, 0.12, 0.24, 0.26, 0.23)
"""How likely each score from 0 to 10 is."""
COMMENTS = (
    "Travail soigné, merci.",
    "Technicien très agréable.",
    "Délai un peu long.",
    "Parfait !",
    "Explications claires.",
    "À revoir : arrivée en retard.",
)
WORK_DONE = (
    "Remplacement de la pièce défectueuse, essai concluant.",
    "Nettoyage complet et contrôle des organes de sécurité.",
    "Recherche et réparation de la fuite, remise en pression.",
    "Réglage des paramètres et analyse de l’eau.",
    "Contrôle annuel effectué, rien à signaler.",
)

"""Invented firms: professional customers and suppliers."""

PROFESSIONALS = (
    (
        "Camping",
        ("Les Pins Parasols", "La Calanque", "Les Micocouliers", "Le Grand Bleu", "L’Olivette"),
    ),
    ("Hôtel", ("du Golfe", "des Remparts", "Bellevue", "de la Presqu’île", "Le Provençal")),
    (
        "Résidence",
        ("Les Voiles", "Le Clos des Vignes", "Bel Horizon", "Les Terrasses", "Port d’Azur"),
    ),
    (
        "Syndic",
        ("Littoral Gestion", "Provence Immeubles", "Cabinet du Port", "Gestion des Maures"),
    ),
    ("Domaine", ("de la Bastide", "des Trois Collines", "du Mas Vieux", "de Fontbelle")),
    (
        "SARL",
        (
            "Bâti Sud",
            "Plomberie du Littoral",
            "Paysages de Provence",
            "Rénov’Habitat",
            "Énergie du Var",
        ),
    ),
    ("Gîtes", ("du Luberon", "des Alpilles", "de la Sainte-Baume", "du Haut-Var")),
)
"""What precedes the name of a company, and names."""


LEGAL_KINDS = {"Mairie": "collectivity", "SARL": "trade"}
"""The customer status that the first word of a name gives; any other is a professional."""


SUPPLIER_NAMES = (
    "Aquaval Distribution",
    "Hydrolis",
    "Bleu Profond Industrie",
    "Lagunéa",
    "Piscimat",
    "Nérea France",
    "Thermolis",
    "Calorix",
    "Flamme & Bois",
    "Solénia Énergies",
    "Climatec Sud",
    "Airlys",
    "Ventadoux",
    "Spaline",
    "Balnéo Concept",
    "Saunalux",
    "Robotech Aqua",
    "Nettéo",
    "Volet d’Eau",
    "Abrisol",
    "Couverture Océane",
    "Chimaqua",
    "Claréa",
    "Analys’Eau",
    "Tubéo",
    "Raccord Plus",
    "Robin’Sud",
    "Électro Provence",
    "Pierres du Midi",
    "Carrelages Azur",
    "Coques Atlantis",
    "Liners du Sud",
    "Panneaux Modulis",
    "Terrassements Varois",
    "Maçonnerie Estérel",
    "Location Mistral",
    "Pièces Express",
    "SAV Composants",
    "Visserie Générale",
    "Équip’Atelier",
)

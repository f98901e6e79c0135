"""The units an item may be counted in, with their label and their UN/ECE Recommendation 20 code."""

from operational.core.i18n import _

UNITS = {
    "U": (_("Unité"), "C62"),
    "LOT": (_("Lot"), "C62"),
    "FT": (_("Forfait"), "LS"),
    "H": (_("Heure"), "HUR"),
    "J": (_("Jour"), "DAY"),
    "MOIS": (_("Mois"), "MON"),
    "AN": (_("An"), "ANN"),
    "ML": (_("Mètre linéaire"), "LM"),
    "M": (_("Mètre"), "MTR"),
    "M2": (_("Mètre carré"), "MTK"),
    "M3": (_("Mètre cube"), "MTQ"),
    "KM": (_("Kilomètre"), "KMT"),
    "L": (_("Litre"), "LTR"),
    "G": (_("Gramme"), "GRM"),
    "KG": (_("Kilogramme"), "KGM"),
    "T": (_("Tonne"), "TNE"),
    "KWH": (_("Kilowattheure"), "KWH"),
    "PAIRE": (_("Paire"), "PR"),
    "BOITE": (_("Boîte"), "BX"),
    "CARTON": (_("Carton"), "CT"),
    "PALETTE": (_("Palette"), "PF"),
    "ROULEAU": (_("Rouleau"), "RO"),
    "SAC": (_("Sac"), "BG"),
}

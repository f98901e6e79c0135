"""Columns that several layouts share, and short ways to say what a column is."""

from functools import partial

from operational.catalog.types import VatCategory
from operational.core.i18n import _
from operational.workflows.imports.types import Column, Kind

text = partial(Column, kind=Kind.TEXT)
soft = partial(Column, kind=Kind.TEXT, soft=True)
code = partial(Column, kind=Kind.CODE)
day = partial(Column, kind=Kind.DATE)
flag = partial(Column, kind=Kind.FLAG)
integer = partial(Column, kind=Kind.INTEGER, floor=0)
quantity = partial(Column, kind=Kind.QUANTITY)
price = partial(Column, kind=Kind.PRICE, floor=0)
money = partial(Column, kind=Kind.MONEY)
rate = partial(Column, kind=Kind.RATE, floor=0)

DIGITS_9, DIGITS_14, EMAIL = r"^[0-9]{9}$", r"^[0-9]{14}$", r"^[^@\s]+@[^@\s]+$"

REFERENCE = text("reference", about=_("Son code dans l'ancien logiciel."), required=True)
NUMBER = Column(
    "reference",
    Kind.NUMBER,
    _("Son numéro d'origine, conservé : 35 caractères au plus, lettres, chiffres et + - _ /."),
    required=True,
    frozen=True,
)
CUSTOMER = Column(
    "customer", Kind.KEY, _("Code du client."), required=True, to="customers", frozen=True
)
SALESPERSON = Column(
    "salesperson", Kind.KEY, _("Code du commercial."), to="employees", frozen=True
)
WAYS = (
    text("address_line1", about=_("Adresse.")),
    text("address_line2", about=_("Complément d'adresse.")),
    text("postal_code", about=_("Code postal.")),
    text("city", about=_("Ville.")),
    text("region", about=_("Région.")),
    text("country", about=_("Pays, en deux lettres ; FR par défaut."), pattern="^[A-Z]{2}$"),
    text("phone", about=_("Téléphone.")),
    text("mobile", about=_("Portable.")),
    text("fax", about=_("Télécopie.")),
    soft("email", about=_("Courriel."), pattern=EMAIL),
    text("website", about=_("Site web.")),
    text("contact_title", about=_("Civilité de l'interlocuteur.")),
    text("contact_first_name", about=_("Prénom de l'interlocuteur.")),
    text("contact_last_name", about=_("Nom de l'interlocuteur.")),
    text("contact_function", about=_("Fonction de l'interlocuteur.")),
)
IDENTITY = (
    soft("siren", about=_("SIREN, neuf chiffres."), pattern=DIGITS_9),
    soft(
        "siret",
        about=_("SIRET, quatorze chiffres, qui commencent par le SIREN."),
        pattern=DIGITS_14,
    ),
    text("vat_number", about=_("Numéro de TVA intracommunautaire.")),
    text("notes", about=_("Remarques.")),
)
ARCHIVED = flag("archived", about=_("N'est plus utilisé."))
VAT = (
    rate("vat_rate", about=_("Taux de TVA, en % ; celui de l'article par défaut."), frozen=True),
    code(
        "vat_category",
        about=_("Catégorie de TVA ; par défaut S quand le taux dépasse 0, sinon O."),
        codes=tuple(VatCategory),
        frozen=True,
    ),
)

"""What to do, in French, about what keeps a load from running."""

from operational.core.i18n import _
from orchestration.load.contract import ContractBroken, UnboundedNumeric
from orchestration.load.exclusive import LoadUnderWay

FAILURES: dict[type[Exception], str] = {
    ContractBroken: _(
        "L'entrepôt repose sur ce que la base n'a plus ({error}) : rien n'a été touché. Si c'est"
        " voulu, « quarante load --accept-schema » reprend les tables en cause."
    ),
    UnboundedNumeric: _(
        "La colonne {table}.{column} est un NUMERIC sans précision, que l'entrepôt ne peut pas"
        " garder au centime. Donnez-lui une précision."
    ),
    LoadUnderWay: _("Un autre chargement est en cours. Relancez quand il sera fini."),
}
"""What to say of each, with its facts."""

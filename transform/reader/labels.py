"""What to do, in French, about a warehouse that cannot answer."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "NothingPublished": _(
        "L'entrepôt n'a encore aucun indicateur. « quarante load » puis « quarante build » les"
        " calculent."
    ),
}
"""What to say of each, by its name, with its facts."""

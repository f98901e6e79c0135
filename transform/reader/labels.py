"""What to do, in French, about a warehouse that cannot answer."""

from operational.core.i18n import _
from transform.reader.reader import NothingPublished

FAILURES: dict[type[Exception], str] = {
    NothingPublished: _(
        "L'entrepôt n'a encore aucun indicateur. « quarante load » puis « quarante build » les"
        " calculent."
    ),
}
"""What to say of each, with its facts."""

"""What a page says when it has nothing to show: signed out, no right, no data, failure."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

import streamlit as st

from operational.core.i18n import _

NOT_OPEN = _("Cette page ne vous est pas ouverte")
"""The title of a page that a person has no right to."""


def signed_out(path: str) -> None:
    """Says that the session ended, and leads back to where the person was."""
    _show(
        _("Votre session est terminée"),
        _("Pour votre sécurité, elle se ferme après douze heures sans activité."),
        link=(f"/login?next={quote(path)}", _("Se reconnecter")),
    )


def no_right(givers: Sequence[str]) -> None:
    """Says that the page is not open to the person, and who can change it."""
    _show(NOT_OPEN, ask_for_right(givers))


def no_page(givers: Sequence[str]) -> None:
    """Says that the person has no page yet, and who can open one."""
    _show(
        _("Aucune page ne vous est encore ouverte"),
        _("Votre compte est prêt. Pour lui ouvrir une page, adressez-vous à {who}.").format(
            who=_who(givers)
        ),
    )


def refused(labels: Sequence[str]) -> None:
    """Says that an indicator has no meaning by what is filtered."""
    _show(
        _("Pas de détail avec ces filtres"),
        _("Cet indicateur ne se filtre pas par {filters}. Retirez ce filtre.").format(
            filters=_(" ni ").join(label.lower() for label in labels)
        ),
    )


def no_figure() -> None:
    """Says that an address asks for the documents of an indicator that does not exist."""
    _show(
        _("Cet indicateur n’existe pas"),
        _("Le lien en désigne un qui n’est pas au catalogue."),
        link=("/", _("Aller à la première page")),
    )


def no_rows() -> None:
    """Says that the page shows the person's own figures, and that they have none."""
    _show(
        _("Aucun chiffre ne vous est rattaché"),
        _("Cette page montre vos propres chiffres, et votre compte n’est relié à aucun employé. ")
        + _("L’administrateur de votre société peut le relier."),
    )


def no_data() -> None:
    """Says that nothing was loaded yet, and how it is."""
    _show(
        _("Vos indicateurs s’afficheront ici"),
        _("Rien n’est encore chargé dans l’entrepôt. L’administrateur reprend vos données avec ")
        + _("« quarante import », puis lance « quarante load » et « quarante build »."),
    )


def failed() -> None:
    """Says that a page could not be drawn; the cause is in the log."""
    _show(
        _("Cette page n’a pas pu s’afficher"),
        _("L’incident est noté au journal. Rechargez la page ; s’il se répète, prévenez")
        + _(" l’administrateur de votre société."),
    )


def ask_for_right(givers: Sequence[str]) -> str:
    """The sentence that says so, for pages that are drawn elsewhere too."""
    return _("Votre compte n’en a pas le droit. Demandez-le à {who}.").format(who=_who(givers))


def _who(givers: Sequence[str]) -> str:
    return _(" ou ").join(givers) or _("l’administrateur de votre société")


def _show(title: str, text: str, *, link: tuple[str, str] | None = None) -> None:
    action = f'<a href="{escape(link[0])}">{escape(link[1])}</a>' if link is not None else ""
    st.html(
        f'<section class="q-state" role="status"><h2>{escape(title)}</h2>'
        f"<p>{escape(text)}</p>{action}</section>"
    )

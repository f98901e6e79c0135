"""What the sign-in screens say, in French."""

from operational.core.i18n import _

WRONG_CREDENTIALS = _("Adresse ou mot de passe incorrect. Vérifiez-les, puis réessayez.")
FORM_EXPIRED = _("Cette page était ouverte depuis trop longtemps. Réessayez maintenant.")
FORM_TOO_LONG = _("Ce qui a été envoyé est trop long pour ce formulaire. Raccourcissez-le.")
NO_USER_YET = _(
    "Aucun compte n’existe encore : sur le serveur, « quarante account » et votre adresse"
    " créent le premier."
)
ADMINISTRATOR = _("Administration")

FAILURES: dict[str, str] = {
    "EmailRefused": _("« {email} » n’est pas une adresse e-mail."),
    "EmailTaken": _("L’adresse {email} a déjà un compte."),
    "PasswordLengthRefused": _("Choisissez un mot de passe de {shortest} à {longest} caractères."),
}
"""What to say of each, by its name, with its facts."""


def too_many_failures(minutes: int) -> str:
    """Says when a try will be heard again."""
    if minutes == 1:
        return _("Trop d’essais infructueux. Réessayez dans une minute.")
    return _("Trop d’essais infructueux. Réessayez dans {minutes} minutes.").format(
        minutes=minutes
    )

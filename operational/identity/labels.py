"""What the sign-in screens say, in French."""

from operational.core.i18n import _

WRONG_CREDENTIALS = _("Adresse ou mot de passe incorrect. Vérifiez-les, puis réessayez.")
FORM_EXPIRED = _("Cette page était ouverte depuis trop longtemps. Réessayez maintenant.")
NO_USER_YET = _("Aucun compte n’existe encore : l’administrateur doit créer le premier.")


def too_many_failures(minutes: int) -> str:
    """Says when a try will be heard again."""
    if minutes == 1:
        return _("Trop d’essais infructueux. Réessayez dans une minute.")
    return _("Trop d’essais infructueux. Réessayez dans {minutes} minutes.").format(
        minutes=minutes
    )


def email_taken(email: str) -> str:
    """Says that an address already has an account."""
    return _("L’adresse {email} a déjà un compte.").format(email=email)


def password_length_refused(shortest: int, longest: int) -> str:
    """Says how long a password must be."""
    return _("Choisissez un mot de passe de {shortest} à {longest} caractères.").format(
        shortest=shortest, longest=longest
    )

"""What to do, in French, about what keeps a message from leaving."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "MailNotSet": _(
        "Aucun courriel ne peut partir : il manque le réglage {setting}. Ajoutez-le dans .env ou"
        " dans l'environnement."
    ),
    "MailNotSent": _(
        "Le serveur de courriels {host} ne prend pas le message ({reason}). Vérifiez les réglages"
        " QUARANTE_SMTP_… : « quarante doctor » les essaie."
    ),
}
"""What to say of each, by its name, with its facts."""

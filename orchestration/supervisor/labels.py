"""What to do, in French, about what keeps an installation from running."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "PortTaken": _(
        "Le port {port} est déjà pris (par {program}). Arrêtez ce programme, ou choisissez un"
        " autre port avec {setting}."
    ),
    "CannotListen": _(
        "Impossible d'écouter sur {host}:{port} ({reason}). Corrigez QUARANTE_HOST ou le port."
    ),
    "AlreadyRunning": _(
        "Quarante tourne déjà pour ce dossier de données : « quarante status » dit où,"
        " « quarante down » l'arrête."
    ),
    "DoesNotStop": _(
        "Le processus {pid} ne s'arrête pas. Terminez-le par « kill -9 {pid} » : rien"
        " d'enregistré ne sera perdu."
    ),
}
"""What to say of each, by its name, with its facts."""

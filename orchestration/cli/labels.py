"""What to do, in French, about what a command meets: its own refusals, and those of libraries."""

import errno

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "NothingLoaded": _("L'entrepôt est vide. « quarante load » y porte la base, puis relancez."),
    "PasswordsDiffer": _("Les deux mots de passe diffèrent : rien n'a changé. Recommencez."),
    "UnknownUser": _(
        "Personne ne se connecte avec l'adresse « {email} ». Dites qui clôture avec --by."
    ),
    "UnknownAgency": _("L'agence « {code} » n'existe pas. Choisissez parmi : {known}."),
}

INTERRUPTED = _("Interrompu. Ce qui était enregistré l'est toujours ; relancez la commande.")
DISK_FULL = _(
    "Le disque est plein ({error}). Libérez de la place et relancez : ce qui était enregistré"
    " l'est toujours."
)
CUT_OFF = _(
    "PostgreSQL a coupé la connexion ({error}). Relancez quand il répond : ce qui était"
    " enregistré l'est toujours."
)
NOT_MIGRATED = _(
    "La base n'a pas les tables de cette version de Quarante ({error}). « quarante migrate » les"
    " crée ou les met à jour."
)
OTHER_SCHEMA = _(
    "Le schéma de la base n'est pas de cette version de Quarante ({error}). Reprenez la version"
    " qui l'a mis à jour, ou restaurez une sauvegarde."
)
FAILURES_OF_LIBRARIES = {
    "_duckdb.InterruptException": INTERRUPTED,
    "alembic.util.exc.CommandError": OTHER_SCHEMA,
    "psycopg.OperationalError": CUT_OFF,
    "psycopg.errors.AdminShutdown": CUT_OFF,
    "psycopg.errors.CrashShutdown": CUT_OFF,
    "psycopg.errors.DiskFull": DISK_FULL,
    "psycopg.errors.UndefinedColumn": NOT_MIGRATED,
    "psycopg.errors.UndefinedTable": NOT_MIGRATED,
}
"""By name, so that telling a failure imports no library that took no part in it."""

UNUSABLE_FILE = _("Impossible d'utiliser {path} : {reason}.")
REASONS = {
    errno.ENOENT: _("il n'existe pas"),
    errno.EACCES: _("cet utilisateur n'en a pas le droit"),
    errno.EPERM: _("cet utilisateur n'en a pas le droit"),
    errno.EEXIST: _("ce n'est pas un dossier"),
    errno.ENOTDIR: _("ce n'est pas un dossier"),
    errno.EISDIR: _("c'est un dossier"),
    errno.EROFS: _("le disque est en lecture seule"),
}
"""Why a file cannot be used."""

UNEXPECTED = _("Erreur inattendue : {error}. Le détail est dans {log}.")

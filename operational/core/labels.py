"""What to do, in French, about what the core refuses."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "OtherVersion": _(
        "Les données de {cluster} viennent de PostgreSQL {found} et cette version de Quarante"
        " apporte PostgreSQL {expected} : rien n'a été touché. Reprenez la version de Quarante"
        " qui les a écrites, ou choisissez un autre dossier avec QUARANTE_DATA_DIR."
    ),
    "NotACluster": _(
        "Le dossier {cluster} contient autre chose qu'une base PostgreSQL : rien n'a été touché."
        " Videz-le, ou choisissez un autre dossier avec QUARANTE_DATA_DIR."
    ),
    "DiskFull": _(
        "Le disque de {cluster} est plein. Libérez de la place et relancez : ce qui était"
        " enregistré l'est toujours."
    ),
    "NotPermitted": _(
        "Le dossier {cluster} ne peut pas être lu ou écrit par cet utilisateur. Donnez-lui ce"
        " droit, ou choisissez un autre dossier avec QUARANTE_DATA_DIR."
    ),
    "StillRecovering": _(
        "PostgreSQL répare encore ses données après un arrêt brutal. Relancez dans quelques"
        " minutes."
    ),
    "ProgramFailed": _(
        "PostgreSQL embarqué ne démarre pas : {program} dit « {reason} ». Corrigez la cause, ou"
        " indiquez un autre serveur avec QUARANTE_DATABASE_URL."
    ),
    "NotOurs": _(
        "Le dossier {folder} contient autre chose que les données de Quarante : rien n'y a été"
        " écrit. Choisissez un dossier vide avec QUARANTE_DATA_DIR."
    ),
    "NoAnswer": _(
        "PostgreSQL ne répond pas à {address} ({reason}). Vérifiez QUARANTE_DATABASE_URL et que"
        " le serveur est démarré."
    ),
    "AccessRefused": _(
        "PostgreSQL refuse l'accès à {address} ({reason}). Vérifiez l'utilisateur, le mot de"
        " passe et la base dans QUARANTE_DATABASE_URL."
    ),
    "TooOld": _(
        "{address} est un PostgreSQL {version} ; il en faut un 15 ou plus récent. Indiquez-en un"
        " autre avec QUARANTE_DATABASE_URL."
    ),
    "SettingRefused": _(
        "Le réglage {name} est refusé ; attendu : {expected}. Corrigez-le dans .env ou dans"
        " l'environnement."
    ),
    "PeriodRefused": _(
        "La période « {text} » n'est pas comprise. Écrivez 2026, 2026-T3, 2026-10, 2026-10-05 ou"
        " 2026-10-01..2026-10-15, le premier jour avant le dernier."
    ),
}
"""What to say of each, by its name, with its facts."""

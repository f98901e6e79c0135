"""What to do, in French, about what keeps a backup, a restore or a maintenance from its end."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "CareUnderWay": _(
        "Une sauvegarde, une restauration ou une maintenance est en cours. Relancez quand elle"
        " sera finie."
    ),
    "NoRoomForBackup": _(
        "Une sauvegarde demande {needed} Go et {folder} n'en a que {free} de libres : rien n'a été"
        " écrit. Libérez de la place, ou choisissez un autre disque avec QUARANTE_BACKUP_DIR."
    ),
    "NoRoomForLake": _(
        "Le disque de {folder} n'a pas la place des fichiers de l'entrepôt : rien n'a été touché."
        " Libérez de la place et relancez."
    ),
    "NotABackup": _(
        "{folder} n'est pas une sauvegarde terminée : il lui manque manifest.json. Donnez un"
        " dossier quarante-AAAAMMJJ-HHMMSS."
    ),
    "DamagedBackup": _(
        "La sauvegarde est abîmée : {file} manque ou n'est plus ce qui avait été écrit. Rien n'a"
        " été touché. Restaurez une autre sauvegarde."
    ),
    "InUse": _(
        "La base est utilisée ({sessions} connexions) : rien n'a été touché. Arrêtez Quarante"
        " (quarante down) et les programmes qui s'y connectent, puis relancez."
    ),
    "NewerBackup": _(
        "Cette sauvegarde vient d'une version plus récente de Quarante (schéma {revision}) : rien"
        " n'a été touché. Installez cette version pour la restaurer."
    ),
    "NotEmpty": _(
        "La base contient déjà la société « {company} » : rien n'a été touché. Pour la remplacer"
        " par la sauvegarde, ajoutez --replace."
    ),
    "NotAsSaved": _(
        "Ce qui a été restauré n'est pas ce qui avait été sauvegardé ({what}). Ne travaillez pas"
        " sur cette base : restaurez une autre sauvegarde."
    ),
    "PostgresFailed": _(
        "{program} a échoué et la base est comme avant : {reason}. Corrigez la cause et relancez."
    ),
}
"""What to say of each, by its name, with its facts."""

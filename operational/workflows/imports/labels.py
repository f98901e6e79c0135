"""What an import says to a person, in French: why a row was refused, why a file cannot be used."""

from collections.abc import Callable

from operational.core.errors import Refusal
from operational.core.i18n import _
from operational.workflows.imports.reading import UnusableFile
from operational.workflows.imports.report import Issue

SHOWN = 200
"""How many characters of a value are shown."""

REASONS = {
    "accepted_and_refused": _("Le devis est à la fois accepté et refusé."),
    "after_end": _("La date « {value} » est après la fin."),
    "already_here": _("« {value} » existe déjà et ne vient pas de cette source."),
    "amount_differs": _("Le montant « {value} » n'est pas quantité × prix × (1 − remise)."),
    "bad_date": _("« {value} » n'est pas une date attendue."),
    "bad_document_number": _(
        "« {value} » n'est pas un numéro : 35 caractères au plus, lettres, chiffres et + - _ /."
    ),
    "bad_flag": _("« {value} » n'est ni oui ni non."),
    "bad_form": _("« {value} » n'a pas la forme attendue."),
    "bad_number": _("« {value} » n'est pas un nombre."),
    "below_level": _("La quantité visée « {value} » est sous le seuil d'alerte."),
    "closed_and_canceled": _("La commande est à la fois soldée et annulée."),
    "database_duplicate": _("La base a déjà cette valeur ({value})."),
    "database_forbidden": _("La base refuse ce changement d'état ({value})."),
    "database_frozen": _("La base refuse : ce qui est émis ne change plus ({value})."),
    "database_order": _("La base refuse cette date ou ce rang ({value})."),
    "database_rule": _("La base refuse cette ligne ({value})."),
    "database_too_much": _("La base refuse : c'est plus que ce qui reste ({value})."),
    "database_totals": _("La base refuse : les totaux ne tombent pas juste ({value})."),
    "date_before": _("La date « {value} » est avant le début."),
    "disagreement": _("Les lignes qui vont ensemble ne disent pas toutes la même chose."),
    "duplicate_key": _("« {value} » est déjà donné par une ligne plus haut."),
    "frozen_changed": _("« {value} » a déjà été importé, et ne peut plus changer."),
    "future_date": _("La date « {value} » est après le jour de l'import."),
    "missing": _("La valeur manque."),
    "missing_with": _("La valeur manque, alors qu'une autre colonne l'exige."),
    "negative_total": _("Le total « {value} » est négatif : ce doit être un avoir, en positif."),
    "no_line": _("Le document n'a aucune ligne d'article."),
    "no_result": _("Le calcul n'a pas de résultat avec « {value} »."),
    "not_in_table": _("« {value} » n'est pas dans la table de la source."),
    "not_stocked": _("L'article « {value} » n'est pas tenu en stock."),
    "only_credits_correct": _("Seul un avoir corrige une facture."),
    "only_goods_stocked": _("Seules les marchandises sont tenues en stock."),
    "refused_document": _("Le document « {value} » est refusé, avec toutes ses lignes."),
    "refused_line": _(
        "Une ligne de « {value} », ou qui peut en être, est refusée : il l'est aussi."
    ),
    "refused_payment": _("Le règlement « {value} » est refusé, avec toutes ses lignes."),
    "refused_reference": _("« {value} » est refusé par cet import."),
    "resolved_but_not": _("Une date de résolution est donnée, mais l'état est « {value} »."),
    "siret_of_another": _("Le SIRET « {value} » ne commence pas par le SIREN."),
    "too_large": _("« {value} » est trop grand."),
    "too_long": _("Le texte « {value} » a plus de 10 000 caractères."),
    "too_many_decimals": _("« {value} » a trop de décimales."),
    "too_small": _("« {value} » est trop petit."),
    "total_differs": _("Le total « {value} » n'est pas celui des lignes."),
    "unknown_code": _("« {value} » n'est pas un code connu ; ce doit être l'un de : {codes}."),
    "unknown_reference": _("« {value} » n'existe pas."),
    "unreadable_text": _("« {value} » contient un caractère illisible."),
    "vat_inconsistent": _("La catégorie de TVA « {value} » ne va pas avec ce taux."),
    "worthless": _("Seule une ligne d'article a un montant."),
    "wrong_cell_count": _(
        "La ligne n'a pas autant de cellules que l'en-tête, ou ouvre un guillemet qu'elle ne ferme"
        " pas : « {value} »."
    ),
    "wrong_direction": _("Une facture est encaissée, un avoir est remboursé."),
}

FILE_PROBLEMS = {
    "duplicate_column": _("deux colonnes ont le même nom : {detail}"),
    "empty_file": _("il est vide"),
    "missing_column": "{detail}",
    "missing_file": _("il n'existe pas"),
    "missing_sheet": _("la feuille « {detail} » n'existe pas"),
    "nested_column": _("ces colonnes ne sont pas du texte, un nombre ou une date : {detail}"),
    "no_file": _("aucun fichier attendu n'y est ({detail})"),
    "not_text": _("ce n'est pas un fichier de texte, ou il faut dire son encodage (encoding)"),
    "open_quote": _("sa ligne {detail} ouvre un guillemet qu'elle ne ferme pas"),
    "unknown_column": _("ces colonnes ne sont pas connues : {detail}"),
    "unknown_encoding": _("l'encodage « {detail} » n'existe pas"),
    "unknown_format": _("son format n'est pas de ceux-ci : {detail}"),
    "unreadable_file": _("il est abîmé, ou d'un autre format que son nom ne dit"),
}


def unusable_file(error: UnusableFile) -> str:
    """Why a file cannot be imported."""
    problem = FILE_PROBLEMS[error.reason].format(detail=error.detail)
    is_folder = error.path.is_dir()
    what = _("Le dossier {path}") if is_folder else _("Le fichier {path}")
    sentence = _("{what} ne peut pas être importé : {problem}. Rien n'a été importé.")
    return sentence.format(what=what.format(path=error.path), problem=problem)


FAILURES: dict[str, str | Callable[..., str]] = {
    "BadSource": _("La source {source} n'est pas correcte : {problem}. Rien n'a été importé."),
    "NoCompany": _(
        "La base n'a pas encore de société, et la source n'en décrit pas (bloc company). Rien n'a"
        " été importé."
    ),
    "UnknownSource": _(
        "La source « {source} » n'existe pas. Donnez le chemin d'un fichier .yaml, ou l'un de ces"
        " noms : {known}."
    ),
    "UnusableFile": unusable_file,
    "UnusableMapping": _(
        "La colonne {place} ne peut pas être remplie depuis {file} : {problem}, dans"
        " « {expression} ». Corrigez la source, ou le fichier. Rien n'a été importé."
    ),
    "WhichCompany": _(
        "La base a plusieurs sociétés ({known}), et la source n'en nomme aucune. Nommez-la dans le"
        " bloc company. Rien n'a été importé."
    ),
}


def why(issue: Issue) -> str:
    """Why a row was refused, or a value of it left out."""
    value = issue.value if len(issue.value) <= SHOWN else f"{issue.value[:SHOWN]}…"
    return REASONS[issue.reason].format(value=value, codes=issue.codes)


def failure(error: Refusal) -> str:
    """Why nothing could be imported, and what to do."""
    sentence = FAILURES[type(error).__name__]
    return sentence(error) if callable(sentence) else sentence.format(**vars(error))

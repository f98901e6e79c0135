"""Questionnaires, documents and messages of the company."""

from typing import NamedTuple


class Question(NamedTuple):
    """A question of a form."""

    code: str
    label: str
    type: str
    choices: tuple[str, ...] = ()


FORMS = {
    "diagnostic": (
        "diagnostic",
        "Diagnostic téléphonique",
        (
            Question("symptome", "Que constatez-vous ?", "text"),
            Question("depuis", "Depuis quand ?", "date"),
            Question("urgence", "L’installation est-elle arrêtée ?", "yes_no"),
            Question(
                "type_eau", "Type de traitement", "choice", ("Chlore", "Sel", "Brome", "Autre")
            ),
        ),
    ),
    "report": (
        "intervention_report",
        "Rapport d’intervention",
        (
            Question("controle", "Contrôle de sécurité effectué", "yes_no"),
            Question("ph", "pH mesuré", "number"),
            Question("remarque", "Remarques", "text"),
        ),
    ),
    "survey": (
        "survey",
        "Enquête de satisfaction",
        (
            Question("note", "Recommanderiez-vous notre entreprise ?", "score"),
            Question("avis", "Votre avis", "text"),
        ),
    ),
    "contact": (
        "contact_question",
        "Fiche du client",
        (
            Question("volume", "Volume du bassin (m³)", "number"),
            Question(
                "chauffage",
                "Énergie de chauffage",
                "choice",
                ("Électricité", "Gaz", "Fioul", "Bois"),
            ),
            Question("portail", "Accès par portail", "yes_no"),
        ),
    ),
}
SYMPTOMS = (
    "La pompe ne démarre plus",
    "Fuite sous le filtre",
    "Eau trouble",
    "Le robot n’avance plus",
    "Pas d’eau chaude",
)

DOCUMENTS = (
    ("terms", "Conditions générales de vente", "Société"),
    ("certificate", "Attestation d’assurance décennale", "Société"),
    ("certificate", "Attestation RGE", "Société"),
    ("technical_notice", "Notice de la pompe de filtration", "Notices"),
    ("technical_notice", "Notice de l’électrolyseur", "Notices"),
    ("manual", "Guide d’hivernage", "Notices"),
    ("technical_notice", "Notice du volet immergé", "Notices"),
    ("manual", "Guide de traitement de l’eau", "Notices"),
    ("commercial_notice", "Catalogue des spas", "Commerce"),
    ("commercial_notice", "Brochure pompes à chaleur", "Commerce"),
    ("commercial_notice", "Catalogue des robots", "Commerce"),
    ("plan", "Plan type d’un local technique", "Notices"),
)
"""Kind, title, folder."""
FOLDERS = ("Société", "Notices", "Commerce")

TEMPLATES = (
    (
        "appointment_sms",
        "Confirmation de rendez-vous",
        "sms",
        "transactional",
        None,
        "Azur Piscines : rendez-vous le {date}. Répondez OK pour confirmer.",
    ),
    (
        "report_email",
        "Rapport d’intervention",
        "email",
        "transactional",
        "Votre rapport d’intervention",
        "Bonjour, voici le rapport de notre passage.",
    ),
    (
        "survey_email",
        "Enquête de satisfaction",
        "email",
        "transactional",
        "Votre avis nous intéresse",
        "Bonjour, qu’avez-vous pensé de notre travail ?",
    ),
    (
        "quote_email",
        "Envoi d’un devis",
        "email",
        "transactional",
        "Votre devis",
        "Bonjour, voici votre devis.",
    ),
)

CAMPAIGNS = (
    (
        3,
        "email",
        "Ouverture de la saison",
        "Votre piscine prête pour le printemps",
        "Préparez la remise en route : -10 % sur les produits.",
        "PRINTEMPS",
    ),
    (
        5,
        "sms",
        "Opération robots",
        None,
        "Azur Piscines : -8 % sur les robots jusqu’au 31. STOP au 36000",
        "ROBOT",
    ),
    (
        9,
        "email",
        "Hivernage",
        "Pensez à l’hivernage de votre bassin",
        "Réservez votre hivernage avant la fin du mois.",
        "HIVER",
    ),
    (11, "email", "Fêtes au spa", "Un spa pour Noël ?", "Découvrez nos spas en magasin.", "SPA"),
)
"""Month, channel, title, subject, text, coupon."""
OPENED_SHARE, CLICKED_SHARE, BOUNCED_SHARE, UNSUBSCRIBED_SHARE = 0.42, 0.09, 0.012, 0.004

TAGS = ("VIP", "Résidence secondaire", "Ancien client", "Prescripteur", "À rappeler")
INTERACTIONS = (
    ("phone", "Appel entrant : question sur une facture"),
    ("phone", "Appel sortant : suivi du devis"),
    ("email", "Demande de renseignements"),
    ("visit", "Passage en magasin"),
)
PORTAL_TALKS = (
    ("Photos du bassin", "Bonjour, voici les photos demandées."),
    ("Question sur ma facture", "Bonjour, à quoi correspond la deuxième ligne ?"),
    ("Rendez-vous", "Bonjour, est-il possible de décaler d’une semaine ?"),
)
ANSWER = "Bonjour, merci de votre message : nous revenons vers vous dans la journée."

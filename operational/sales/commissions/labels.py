"""What to do, in French, about what the commissions refuse."""

from operational.core.i18n import _

FAILURES: dict[str, str] = {
    "PeriodOverlaps": _(
        "La période de commission du {start:%d/%m/%Y} au {end:%d/%m/%Y} a déjà une partie de ces"
        " jours. Donnez les mêmes dates, ou d'autres jours."
    ),
    "PeriodClosed": _(
        "La période du {start:%d/%m/%Y} au {end:%d/%m/%Y} est déjà clôturée : ses commissions ne"
        " changent plus."
    ),
    "PeriodSettled": _(
        "La période du {start:%d/%m/%Y} au {end:%d/%m/%Y} a réglé des commissions : elle ne se"
        " supprime pas."
    ),
    "PeriodUnknown": _(
        "Aucune période de commission ne va du {start:%d/%m/%Y} au {end:%d/%m/%Y}. Donnez les"
        " dates exactes de celle à supprimer."
    ),
    "PeriodNotEnded": _(
        "La période n'est pas finie : elle se clôture à partir du lendemain du {end:%d/%m/%Y}."
    ),
    "EarlierPeriodOpen": _(
        "Du {start:%d/%m/%Y} au {end:%d/%m/%Y}, les commissions ne sont pas encore clôturées."
        " Clôturez d'abord ces jours."
    ),
}
"""What to say of each, by its name, with its facts."""

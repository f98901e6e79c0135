"""After-sales service: installed equipment, tickets, interventions and what they cost."""

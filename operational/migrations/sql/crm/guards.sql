-- Customer relationship: a consent is a dated fact; a later one replaces it.
SELECT core.make_append_only('crm.consent');

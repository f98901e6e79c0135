select id as legal_mention_id, code, wording, legal_reference, valid_from, valid_to, created_at
from {{ source('core', 'legal_mention') }}

select id as matching_id, account_id, party_id, code, matched_on, by_id, completed_on, created_at
from {{ source('accounting', 'matching') }}

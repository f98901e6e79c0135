select id as audience_id, public_id, company_id, label, kind, query, archived_at, created_at
from {{ source('mailing', 'audience') }}

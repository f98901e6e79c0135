select id as cash_book_id, public_id, company_id, agency_id, code, label, archived_at, created_at
from {{ source('till', 'cash_book') }}

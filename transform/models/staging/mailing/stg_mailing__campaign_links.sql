select id as campaign_link_id, campaign_id, position, label, url, created_at
from {{ source('mailing', 'campaign_link') }}

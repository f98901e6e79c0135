-- The net of a document is the sum of the nets of its lines.
with
    lines as (
        select document_type, document_id, sum(net) as net
        from {{ ref('fct_revenue_lines') }}
        group by document_type, document_id
    )

select documents.document_type, documents.document_id, documents.net, lines.net as lines_net
from {{ ref('fct_revenue_documents') }} as documents
left join
    lines
    on documents.document_type = lines.document_type
    and documents.document_id = lines.document_id
where documents.net <> coalesce(lines.net, 0)

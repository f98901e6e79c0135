-- A quote is worth its lines, without the options and variants that are not chosen.
with
    lines as (
        select quote_id, sum(net) as net
        from {{ ref('stg_sales__quote_lines') }}
        where is_chosen
        group by quote_id
    )

select quotes.quote_id, quotes.net, lines.net as lines_net
from {{ ref('fct_quotes') }} as quotes
left join lines on quotes.quote_id = lines.quote_id
where quotes.net <> coalesce(lines.net, 0)

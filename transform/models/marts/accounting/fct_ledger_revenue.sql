with
    entries as (select * from {{ ref('stg_accounting__journal_entries') }}),

    lines as (select * from {{ ref('stg_accounting__entry_lines') }}),

    accounts as (select * from {{ ref('stg_accounting__accounts') }} where number like '70%')

select
    lines.entry_line_id,
    entries.journal_entry_id,
    entries.company_id,
    entries.agency_id,
    entries.journal_id,
    lines.account_id,
    entries.piece_reference,
    entries.entry_date as entered_on,
    cast(lines.debit as decimal(14, 2)) as debit,
    cast(lines.credit as decimal(14, 2)) as credit,
    cast(lines.credit - lines.debit as decimal(14, 2)) as net
from lines
inner join entries on lines.journal_entry_id = entries.journal_entry_id
inner join accounts on lines.account_id = accounts.account_id

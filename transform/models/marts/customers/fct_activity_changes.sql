with
    spells as (select * from {{ ref('int_activity_spells') }}),

    spells_a_year_on as (
        select
            company_id,
            customer_id,
            {{ first_day_months_after('active_from', 12) }} as active_from,
            {{ first_day_months_after('inactive_from', 12) }} as inactive_from
        from spells
    ),

    retained_spells as (
        select
            spells.company_id,
            spells.customer_id,
            greatest(spells.active_from, a_year_on.active_from) as active_from,
            least(spells.inactive_from, a_year_on.inactive_from) as inactive_from
        from spells
        inner join
            spells_a_year_on as a_year_on
            on spells.customer_id = a_year_on.customer_id
            and spells.active_from < a_year_on.inactive_from
            and spells.inactive_from > a_year_on.active_from
    ),

    states as (
        select
            company_id,
            customer_id,
            active_from,
            inactive_from,
            1 as active,
            0 as was_active,
            0 as retained
        from spells
        union all
        select
            company_id,
            customer_id,
            active_from,
            inactive_from,
            0 as active,
            1 as was_active,
            0 as retained
        from spells_a_year_on
        union all
        select
            company_id,
            customer_id,
            active_from,
            inactive_from,
            0 as active,
            0 as was_active,
            1 as retained
        from retained_spells
    ),

    changes as (
        select company_id, customer_id, active_from as changed_on, active, was_active, retained
        from states
        union all
        select
            company_id,
            customer_id,
            inactive_from as changed_on,
            - active as active,
            - was_active as was_active,
            - retained as retained
        from states
    )

select
    company_id,
    customer_id,
    changed_on,
    cast(sum(active) as bigint) as active,
    cast(sum(was_active) as bigint) as was_active,
    cast(sum(retained) as bigint) as retained
from changes
group by company_id, customer_id, changed_on

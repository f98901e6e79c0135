-- The rollup of quality has, day by day, the works and the answers of its facts.
with
    facts as (
        select
            finished_on as day,
            1 as work_count,
            case when is_on_time then 1 else 0 end as on_time_count,
            0 as answer_count,
            0 as score_total
        from {{ ref('fct_finished_works') }}
        union all
        select
            answered_on as day,
            0 as work_count,
            0 as on_time_count,
            1 as answer_count,
            score as score_total
        from {{ ref('fct_survey_answers') }}
        union all
        select
            day,
            - work_count as work_count,
            - on_time_count as on_time_count,
            - answer_count as answer_count,
            - score_total as score_total
        from {{ ref('rpt_quality_daily') }}
    )

select
    day,
    sum(work_count) as work_count,
    sum(on_time_count) as on_time_count,
    sum(answer_count) as answer_count,
    sum(score_total) as score_total
from facts
group by day
having
    sum(work_count) <> 0
    or sum(on_time_count) <> 0
    or sum(answer_count) <> 0
    or sum(score_total) <> 0

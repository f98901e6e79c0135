-- Production et qualité: how busy the teams are, how well they do.

SELECT coalesce(sum(a.planned_hours), 0) AS planned_hours
FROM planning.appointment AS a
JOIN planning.appointment_resource AS b ON b.appointment_id = a.id
JOIN planning.resource AS r ON r.id = b.resource_id
JOIN crm.employee AS e ON e.id = r.employee_id
JOIN core.company AS c ON c.id = e.company_id
WHERE e.job IN ('installer', 'technician') AND a.state IN ('firm', 'held', 'no_show')
    AND (a.starts_at AT TIME ZONE c.time_zone)::date BETWEEN %(first)s AND %(last)s
    AND (%(agency)s::bigint IS NULL OR r.agency_id = %(agency)s);

-- The weekly pattern of the days worked, plus the hours above it, less those away; local times.
WITH crew AS (
    SELECT r.id, e.hired_on, e.left_on, c.time_zone
    FROM planning.resource AS r
    JOIN crm.employee AS e ON e.id = r.employee_id JOIN core.company AS c ON c.id = e.company_id
    WHERE e.job IN ('installer', 'technician')
        AND (%(agency)s::bigint IS NULL OR r.agency_id = %(agency)s)
),
pattern AS (
    SELECT crew.id, tsrange(day + t.starts_at, day + t.ends_at) AS hours
    FROM crew
    JOIN planning.working_time AS t ON t.resource_id = crew.id
    JOIN generate_series(%(first)s::timestamp, %(last)s::timestamp, INTERVAL '1 day') AS day
        ON extract(isodow FROM day) = t.weekday
        AND day >= t.valid_from AND (t.valid_to IS NULL OR day <= t.valid_to)
    WHERE day >= crew.hired_on AND (crew.left_on IS NULL OR day <= crew.left_on)
        AND NOT EXISTS (SELECT FROM core.public_holiday AS h WHERE h.day = day.day AND h.department IS NULL)
),
exceptions AS (
    SELECT crew.id, a.kind = 'extra' AS is_extra,
           tsrange(a.starts_at AT TIME ZONE time_zone, a.ends_at AT TIME ZONE time_zone)
           * tsrange(%(first)s::timestamp, %(last)s::timestamp + INTERVAL '1 day') AS hours
    FROM crew JOIN planning.availability AS a ON a.resource_id = crew.id
),
present AS (
    SELECT id, range_agg(hours) AS hours
    FROM (SELECT id, hours FROM pattern UNION ALL SELECT id, hours FROM exceptions WHERE is_extra) AS worked
    GROUP BY id
),
away AS (SELECT id, range_agg(hours) AS hours FROM exceptions WHERE NOT is_extra GROUP BY id)
SELECT coalesce(sum(extract(epoch FROM upper(stretch) - lower(stretch)) / 3600), 0) AS available_hours
FROM present LEFT JOIN away USING (id)
CROSS JOIN LATERAL unnest(present.hours - coalesce(away.hours, '{}')) AS stretch;

WITH finished AS (
    SELECT finished_on AS on_day, planned_end_on AS planned_on, agency_id FROM projects.project
    WHERE state IN ('finished', 'closed')
    UNION ALL
    SELECT (i.finished_at AT TIME ZONE c.time_zone)::date, i.planned_on, i.agency_id
    FROM service.intervention AS i JOIN core.company AS c ON c.id = i.company_id
    WHERE i.state = 'done'
)
SELECT count(planned_on) AS works_finished, count(*) FILTER (WHERE on_day <= planned_on) AS works_on_time
FROM finished
WHERE on_day BETWEEN %(first)s AND %(last)s AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

SELECT coalesce(sum(s.score), 0) AS scores, count(*) AS answers
FROM service.satisfaction_survey AS s
LEFT JOIN service.intervention AS i ON i.id = s.intervention_id
LEFT JOIN service.service_ticket AS t ON t.id = s.service_ticket_id
LEFT JOIN projects.project AS p ON p.id = s.project_id
WHERE s.answered_on BETWEEN %(first)s AND %(last)s
    AND (%(agency)s::bigint IS NULL OR coalesce(i.agency_id, t.agency_id, p.agency_id) = %(agency)s);

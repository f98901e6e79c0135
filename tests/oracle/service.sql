-- SAV et contrats: tickets, what warranty costs, what contracts bring.

SELECT count(*) AS service_tickets, count(*) FILTER (WHERE under_warranty) AS tickets_under_warranty
FROM service.service_ticket
WHERE state <> 'canceled' AND opened_on BETWEEN %(first)s AND %(last)s
    AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s);

WITH resolved AS (
    SELECT t.resolved_on - t.opened_on AS days, (
        SELECT count(*) FROM service.intervention AS i
        WHERE i.service_ticket_id = t.id AND i.state = 'done'
    ) AS visits
    FROM service.service_ticket AS t
    WHERE t.state <> 'canceled' AND t.resolved_on BETWEEN %(first)s AND %(last)s
        AND (%(agency)s::bigint IS NULL OR t.agency_id = %(agency)s)
)
SELECT coalesce(sum(days), 0) AS resolution_days, count(*) AS tickets_resolved,
       count(*) FILTER (WHERE visits = 1) AS tickets_resolved_in_one_visit,
       count(*) FILTER (WHERE visits >= 1) AS tickets_resolved_with_visit
FROM resolved;

WITH repairs AS (
    SELECT coalesce(t.under_warranty, false) AS under_warranty,
        (SELECT coalesce(sum(cost), 0) FROM service.intervention_labor AS l WHERE l.intervention_id = i.id) AS labor,
        (SELECT coalesce(sum(cost), 0) FROM service.intervention_travel AS w WHERE w.intervention_id = i.id) AS travel,
        (SELECT coalesce(sum(cost), 0) FROM service.intervention_part AS p WHERE p.intervention_id = i.id) AS parts,
        (SELECT coalesce(sum(CASE v.kind WHEN 'credit_note' THEN l.net ELSE -l.net END), 0)
         FROM service.intervention_billing AS b
         JOIN sales.invoice_line AS l ON b.invoice_line_id IN (l.id, l.corrects_line_id)
         JOIN sales.invoice AS v ON v.id = l.invoice_id
         WHERE b.intervention_id = i.id AND v.issued_on IS NOT NULL) AS invoiced
    FROM service.intervention AS i
    LEFT JOIN service.service_ticket AS t ON t.id = i.service_ticket_id
    JOIN core.company AS c ON c.id = i.company_id
    WHERE i.state IN ('done', 'not_done')
        AND (i.finished_at AT TIME ZONE c.time_zone)::date BETWEEN %(first)s AND %(last)s
        AND (%(agency)s::bigint IS NULL OR i.agency_id = %(agency)s)
)
SELECT coalesce(sum(labor + travel + parts + invoiced), 0) AS service_cost,
       coalesce(sum(labor + travel + parts + invoiced) FILTER (WHERE under_warranty), 0) AS warranty_cost,
       coalesce(sum(labor) FILTER (WHERE under_warranty), 0) AS warranty_labor,
       coalesce(sum(travel) FILTER (WHERE under_warranty), 0) AS warranty_travel,
       coalesce(sum(parts) FILTER (WHERE under_warranty), 0) AS warranty_parts,
       coalesce(sum(invoiced) FILTER (WHERE under_warranty), 0) AS warranty_invoiced
FROM repairs;

SELECT coalesce(sum(c.yearly_net + (
    SELECT coalesce(sum(a.yearly_net_change), 0) FROM contracts.contract_amendment AS a
    WHERE a.service_contract_id = c.id AND a.effective_on <= %(last)s
)), 0) AS contract_revenue
FROM contracts.service_contract AS c
WHERE c.state <> 'draft' AND c.starts_on <= %(last)s AND coalesce(c.terminated_on, c.ends_on) >= %(last)s
    AND (%(agency)s::bigint IS NULL OR c.agency_id = %(agency)s);

WITH ended AS (
    SELECT id, coalesce(terminated_on, ends_on) AS on_day FROM contracts.service_contract
    WHERE state <> 'draft' AND coalesce(terminated_on, ends_on) BETWEEN %(first)s AND %(last)s
        AND (%(agency)s::bigint IS NULL OR agency_id = %(agency)s)
)
SELECT count(*) AS contracts_ended, count(*) FILTER (WHERE EXISTS (
    SELECT FROM contracts.contract_renewal AS r
    JOIN contracts.service_contract AS n ON n.id = r.new_contract_id
    WHERE r.old_contract_id = ended.id AND n.state <> 'draft' AND n.starts_on <= ended.on_day + 30
)) AS contracts_renewed
FROM ended;

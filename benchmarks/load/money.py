"""A line of money for each member and recommendation, and its figures in every published cycle."""

LINES = """
INSERT INTO tracker_budgetline (public_id, version, created_at, updated_at, edition,
    confidentiality, title, body, source, commitment_origin, recipient_kind, women_led, flexible,
    gender_marker, member_id, recommendation_id)
SELECT md5('line' || m.code || t.code)::uuid, 1, now() - interval '9 years', now(), edition,
    'public', 'Work on ' || t.code, 'A ministry', 'national', 'national_budget', 'ministry',
    true, NULL, '1', m.id, t.id
FROM bench_member m, bench_recommendation t, unnest(ARRAY['working', 'published']) AS edition
ORDER BY m.id, t.id, edition
"""

# One figure for each stage, period and currency of a line: the cycle makes the period, the number
# within the cycle the stage (of 5) and the currency.
FIGURES = """
INSERT INTO tracker_budgetfigure (public_id, version, created_at, updated_at, edition,
    confidentiality, stage, period_start, period_end, amount, currency, data_state, quality,
    member_id, line_id, report_id, page_pin)
SELECT md5('figure' || l.public_id || r.id || n)::uuid, 1, r.created_at,
    r.updated_at + (abs(hashtext(l.public_id::text || n)) %% 800000) * interval '1 second',
    l.edition, l.confidentiality,
    (ARRAY['pledged', 'allocated', 'committed', 'disbursed', 'spent'])[1 + n %% 5], c.opens_on,
    c.closes_on, 1000 + abs(hashtext(l.public_id::text || r.id || n)) %% 900000000 / 100.0,
    (ARRAY['USD', 'EUR', 'KES', 'NOK'])[1 + n / 5], 'reported', 'official', l.member_id, l.id,
    r.id, ''
FROM tracker_budgetline l
JOIN bench_member m ON m.id = l.member_id
JOIN tracker_report r ON r.member_id = l.member_id
JOIN bench_cycle c ON c.id = r.cycle_id AND NOT c.is_open
CROSS JOIN generate_series(0, %(figures)s - 1) AS n
ORDER BY r.id, l.id
"""

STATEMENTS = (LINES, FIGURES)

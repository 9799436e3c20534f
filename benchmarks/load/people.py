"""Members, recommendations, cycles and seats. Those of the fixtures come first; what is missing
to the size of the scale is invented after their pattern."""

MEMBERS = """
INSERT INTO accounts_member (code, kind, name, names, un_name, acronym, iso_alpha2, m49,
    regional_group, time_zone, weekend, currency, frozen_reason)
SELECT 'Q' || chr(65 + n / 26) || chr(65 + n %% 26), 'state', 'Invented state ' || n, '{}', '', '',
    '', '', (ARRAY['african', 'asia_pacific', 'eastern_european', 'grulac', 'weog'])[1 + n %% 5],
    'UTC', '{6,7}', 'USD', ''
FROM generate_series(1, %(members)s - (SELECT count(*) FROM accounts_member)::int) AS n
"""

RECOMMENDATIONS = """
WITH last AS (SELECT * FROM recommendations_recommendation ORDER BY code DESC LIMIT 1)
INSERT INTO recommendations_recommendation (code, position, position_in_section, printed_number,
    number_is_editorial, text, text_clean, text_sha256, source_line, working_title, short_title,
    pillars, addressed_to, suggested_evidence_kinds, continuing, editor_note, communique_id,
    section_id)
SELECT left(code, 5) || (80 + n), 80 + n, 80 + n, 80 + n, false, text, text_clean, text_sha256,
    source_line, 'Invented recommendation ' || n, 'Invented ' || n, pillars, addressed_to,
    suggested_evidence_kinds, continuing, '', communique_id, section_id
FROM last, generate_series(1, %(recommendations)s
    - (SELECT count(*) FROM recommendations_recommendation)::int) AS n
"""

# Chosen once, so that every later statement speaks of the same rows.
CHOSEN = """
CREATE TEMPORARY TABLE bench_member ON COMMIT DROP AS
    SELECT id, code FROM accounts_member ORDER BY code = 'KEN' DESC, code = 'NOR' DESC, code
    LIMIT %(members)s
"""
CHOSEN_TEXTS = """
CREATE TEMPORARY TABLE bench_recommendation ON COMMIT DROP AS
    SELECT r.id, r.code, coalesce(
        (SELECT jsonb_object_agg(e.code, '{"state": "done", "reason": ""}'::jsonb)
         FROM recommendations_element e WHERE e.recommendation_id = r.id), '{}') AS elements
    FROM recommendations_recommendation r ORDER BY r.code = '2022-08' DESC, r.code
    LIMIT %(recommendations)s
"""

# Twelve years at most, however many cycles: dates stay plausible.
CYCLES = """
INSERT INTO tracker_reportingcycle (code, meeting_on, no_meeting_reason, opens_on,
    ministry_due_on, due_on, publishes_on, closes_on, closed_reason, version, created_at)
SELECT CASE WHEN n = 0 THEN 'bench-open' ELSE to_char(day, 'YYYY') || '-' || n END, day, '',
    day - 150, day - 60, day - 45, day - 10, CASE WHEN n = 0 THEN day + 60 ELSE day + 5 END,
    '', 1, now()
FROM (SELECT n, (current_date + CASE WHEN n = 0 THEN 75
        ELSE - 30 - (n - 1) * (4300 / %(cycles)s) END) AS day
      FROM generate_series(%(cycles)s, 0, -1) AS n) AS dated
"""
CHOSEN_CYCLES = """
CREATE TEMPORARY TABLE bench_cycle ON COMMIT DROP AS
    SELECT *, code = 'bench-open' AS is_open FROM tracker_reportingcycle
    WHERE code = 'bench-open' OR code ~ '^[0-9]{4}-[0-9]+$'
"""

PERSONS = """
INSERT INTO accounts_user (password, email, name, language, time_zone, is_active, joined_at,
    session_stamp)
SELECT '!', role || '@' || lower(code) || '.bench.example', role || ' of ' || code, 'en', '',
    true, now(), 0
FROM bench_member, unnest(ARRAY['focal_point', 'contributor']) AS role
UNION ALL
SELECT '!', role || '@network.bench.example', role, 'en', '', true, now(), 0
FROM unnest(ARRAY['reviewer', 'co_chair']) AS role
"""
SEATS = """
INSERT INTO accounts_appointment (public_id, role, title, starts_on, created_at, end_reason,
    user_id, member_id)
SELECT gen_random_uuid(), split_part(u.email, '@', 1), '', '2020-01-01', now(), '', u.id, m.id
FROM accounts_user u
LEFT JOIN accounts_member m ON u.email LIKE '%%@' || lower(m.code) || '.bench.example'
WHERE u.email LIKE '%%bench.example'
"""
READ_BY_REVIEWER = """
INSERT INTO accounts_appointment_assigned_members (appointment_id, member_id)
SELECT a.id, m.id FROM accounts_appointment a, bench_member m WHERE a.role = 'reviewer'
    AND a.user_id = (SELECT id FROM accounts_user WHERE email = 'reviewer@network.bench.example')
"""

STATEMENTS = (
    MEMBERS,
    RECOMMENDATIONS,
    CHOSEN,
    CHOSEN_TEXTS,
    CYCLES,
    CHOSEN_CYCLES,
    PERSONS,
    SEATS,
    READ_BY_REVIEWER,
)

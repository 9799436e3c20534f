"""Reports, their answers in both editions, the documents behind them, and what contributors are
asked for in the open cycle."""

REPORTS = """
INSERT INTO tracker_report (public_id, version, created_at, updated_at, state, state_since, due_on,
    round, submitted_at, submitted_by_id, accepted_at, released_at, published_at, is_late, message,
    receipt_number, receipt_sha256, member_id, cycle_id)
SELECT md5('report' || m.code || c.code)::uuid, 1, c.opens_on, c.publishes_on,
    CASE WHEN c.is_open THEN 'draft' ELSE 'published' END, c.opens_on, c.due_on,
    CASE WHEN c.is_open THEN 0 ELSE 1 END,
    CASE WHEN NOT c.is_open THEN c.due_on END, CASE WHEN NOT c.is_open THEN a.id END,
    CASE WHEN NOT c.is_open THEN c.due_on + 5 END, CASE WHEN NOT c.is_open THEN c.due_on + 6 END,
    CASE WHEN NOT c.is_open THEN c.publishes_on END, false, '', '', '', m.id, c.id
FROM bench_cycle c, bench_member m
JOIN accounts_appointment a ON a.member_id = m.id AND a.role = 'focal_point'
JOIN accounts_user u ON u.id = a.user_id AND u.email LIKE '%%bench.example'
"""

# Words of about 600 characters; statuses spread by a hash, so that every run has the same.
ANSWERS = """
INSERT INTO tracker_progressentry (public_id, version, created_at, updated_at, edition,
    confidentiality, status, status_reason, narrative, obstacles, next_steps, language, elements,
    confirmed, carried_from, is_ready, is_open, called_right, member_id, recommendation_id,
    report_id)
SELECT md5('answer' || r.public_id || t.code)::uuid, 3, r.created_at,
    r.updated_at + (abs(hashtext(t.code || r.public_id)) %% 800000) * interval '1 second', edition,
    CASE WHEN is_network THEN 'network' ELSE 'public' END,
    (ARRAY['not_started', 'in_progress', 'partial', 'full', 'suspended', 'in_progress'])[1 + dice],
    CASE WHEN dice = 4 THEN 'The budget was put on hold.' ELSE '' END,
    repeat('What was done about ' || t.code || ', and with whom. ', 9),
    repeat('What stood in the way. ', 5), repeat('What comes next. ', 5), 'en', t.elements, true,
    '', false, true, '[]', r.member_id, t.id, r.id
FROM tracker_report r
JOIN bench_cycle c ON c.id = r.cycle_id
CROSS JOIN bench_recommendation t
CROSS JOIN unnest(ARRAY['working', 'published']) AS edition
CROSS JOIN LATERAL (SELECT abs(hashtext('status' || r.public_id || t.code)) %% 6 AS dice,
    abs(hashtext('class' || r.public_id || t.code)) %% 7 = 0 AS is_network) AS thrown
WHERE edition = 'working' OR NOT c.is_open
ORDER BY r.id, t.id, edition
"""

# Ids by formula: a link is then known without looking its document up.
DOCUMENTS = """
INSERT INTO tracker_evidence (id, public_id, version, created_at, updated_at, edition,
    confidentiality, elements, form, kind, title, issued_by, language, url, file, file_name,
    content_type, sha256, original_sha256, names_author, relevance, page_pin, check_result,
    consent_basis, personal_data, member_id)
SELECT e.id * 100 + n, md5('document' || e.public_id || n)::uuid, 1, e.created_at,
    e.updated_at + n * interval '1 second', e.edition, e.confidentiality, '{}', 'link',
    'other', 'Document ' || n || ' about ' || t.code, 'A ministry', 'en',
    'https://ministry.example/' || e.id || '/' || n, '', '', '', '', '', false, '', '',
    'not_checked', '', '', e.member_id
FROM tracker_progressentry e
JOIN bench_recommendation t ON t.id = e.recommendation_id
JOIN tracker_report r ON r.id = e.report_id
JOIN bench_cycle c ON c.id = r.cycle_id AND NOT c.is_open
CROSS JOIN generate_series(1, %(documents)s) AS n
"""
LINKS = """
INSERT INTO tracker_evidence_entries (evidence_id, progressentry_id, member_id)
SELECT e.id * 100 + n, e.id, e.member_id
FROM tracker_progressentry e
JOIN tracker_report r ON r.id = e.report_id
JOIN bench_cycle c ON c.id = r.cycle_id AND NOT c.is_open
CROSS JOIN generate_series(1, %(documents)s) AS n
"""
NEXT_DOCUMENT = """
SELECT setval(pg_get_serial_sequence('tracker_evidence', 'id'),
    (SELECT max(id) FROM tracker_evidence))
"""

ASKED = """
INSERT INTO tracker_assignment (public_id, version, created_at, updated_at, due_on,
    appointment_id, member_id, entry_id)
SELECT gen_random_uuid(), 1, now(), now(), c.due_on - 10, a.id, e.member_id, e.id
FROM tracker_progressentry e
JOIN tracker_report r ON r.id = e.report_id
JOIN bench_cycle c ON c.id = r.cycle_id AND c.is_open
JOIN accounts_appointment a ON a.member_id = e.member_id AND a.role = 'contributor'
JOIN accounts_user u ON u.id = a.user_id AND u.email LIKE '%%bench.example'
"""

STATEMENTS = (REPORTS, ANSWERS, DOCUMENTS, LINKS, NEXT_DOCUMENT, ASKED)

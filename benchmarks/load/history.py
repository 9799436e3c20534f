"""The history that the triggers would have written: one line for each update of an answer, each
with who, by which verb and when. It is not sealed: these lines were not made one by one."""

COLUMNS = """
    id, public_id, version, created_at, updated_at, edition, confidentiality, status,
    status_reason, planned_on, narrative, obstacles, next_steps, language, elements, confirmed,
    carried_from, is_ready, is_open, member_id, recommendation_id, report_id
"""

CONTEXTS = """
INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
SELECT md5('context' || e.id || '-' || n)::uuid, e.updated_at, e.updated_at,
    jsonb_build_object('user', '1', 'seat', e.public_id, 'by', 'person', 'verb',
        'progress.record', 'why', '')
FROM tracker_progressentry e
JOIN tracker_report r ON r.id = e.report_id
JOIN bench_cycle c ON c.id = r.cycle_id AND NOT c.is_open
CROSS JOIN generate_series(1, %(updates)s) AS n
WHERE e.edition = 'working'
"""
EVENTS = f"""
INSERT INTO tracker_progressentryevent (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id,
    {COLUMNS})
SELECT e.updated_at - (%(updates)s - n) * interval '1 day', 'update', e.id,
    md5('context' || e.id || '-' || n)::uuid, e.{", e.".join(COLUMNS.replace(",", " ").split())}
FROM tracker_progressentry e
JOIN tracker_report r ON r.id = e.report_id
JOIN bench_cycle c ON c.id = r.cycle_id AND NOT c.is_open
CROSS JOIN generate_series(1, %(updates)s) AS n
WHERE e.edition = 'working'
"""

STATEMENTS = (CONTEXTS, EVENTS)

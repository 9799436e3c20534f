"""What is closed for good: the words of restricted rows in the history, and sealed snapshots."""

from tracker.sealing import seal_restricted

# Of a row one change is let through, once: its words go. accounts made history_refuses().
SEAL_SNAPSHOTS = """
CREATE FUNCTION snapshot_row_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
        AND NEW.text = '' AND NEW.nonce = ''
        AND (NEW.id, NEW.snapshot_id, NEW.dataset, NEW.position, NEW.member_id, NEW.public_id,
             NEW.sha256)
        = (OLD.id, OLD.snapshot_id, OLD.dataset, OLD.position, OLD.member_id, OLD.public_id,
           OLD.sha256)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A sealed row only ever loses its words, and only once.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER seal_guard BEFORE UPDATE ON tracker_snapshotrow
    FOR EACH ROW EXECUTE FUNCTION snapshot_row_refuses();
ALTER TABLE tracker_snapshotrow ENABLE ALWAYS TRIGGER seal_guard;
CREATE TRIGGER history_guard BEFORE DELETE OR TRUNCATE ON tracker_snapshotrow
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuses();
ALTER TABLE tracker_snapshotrow ENABLE ALWAYS TRIGGER history_guard;
CREATE TRIGGER history_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON tracker_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION history_refuses();
ALTER TABLE tracker_snapshot ENABLE ALWAYS TRIGGER history_guard;
"""
UNSEAL_SNAPSHOTS = """
DROP TRIGGER seal_guard ON tracker_snapshotrow;
DROP TRIGGER history_guard ON tracker_snapshotrow;
DROP TRIGGER history_guard ON tracker_snapshot;
DROP FUNCTION snapshot_row_refuses();
"""

# A table of events, and which of its columns hold words.
WORDS = {
    "progressentry": "status_reason narrative obstacles next_steps elements",
    "evidence": "title issued_by url file file_name relevance page_pin consent_basis",
    "budgetline": "title body share_percent",
    "budgetfigure": "amount page_pin",
    "plan": (
        "title english_title adopting_authority legal_form phases lead_institution "
        "coordination_body parliament_periodicity reporting_periodicity budget_total frameworks "
        "partner_networks document_url contact_office withdrawn_reason file file_name"
    ),
    "action": (
        "code text objective outcome output lead_institution supporting_institutions "
        "cost_estimate external_reference partner_networks fate_reason"
    ),
    "indicator": (
        "code text unit numerator_definition denominator_definition definition source custodian "
        "method disaggregation baseline_value baseline_source targets"
    ),
    "measurement": "value value_text numerator denominator comment table",
}


def seal_words(apps, schema_editor):
    for model, columns in WORDS.items():
        seal_restricted(schema_editor, f"tracker_{model}event", columns.split())
    seal_restricted(schema_editor, "tracker_reviewcommentevent", ["text", "answer"], by_entry=True)

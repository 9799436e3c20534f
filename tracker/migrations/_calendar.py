"""The calendar of reminders as it was agreed: docs/decisions/0022-the-calendar-of-reminders.md."""

OWNERS = ["focal_point", "deputy"]
CLEARING, REVIEWING = ["clearing_officer"], ["reviewer"]
ASKED, MONITORS = ["contributor"], ["civil_society_monitor"]
LATE = [7, 14, 21, 28, 35, 42]
ROWS = (
    ("cycle_opened", "deadlines", "report", OWNERS, []),
    (
        "submission_due",
        "deadlines",
        "report",
        [*OWNERS, *CLEARING],
        [-30, -14, -7, -2, 0, 3, *LATE],
    ),
    ("submission_late", "deadlines", "report", CLEARING, LATE),
    ("reports_late", "deadlines", "report", REVIEWING, LATE),
    ("return_due", "deadlines", "report", [*OWNERS, *CLEARING], [-7, -2, 0, 3, 7]),
    ("member_silent", "deadlines", "report", OWNERS, [90]),
    ("clearance_asked", "decisions", "report", CLEARING, []),
    ("report_cleared", "decisions", "report", OWNERS, []),
    ("report_returned", "decisions", "report", OWNERS, []),
    ("part_asked", "requests", "report", ASKED, []),
    ("part_due", "requests", "report", ASKED, [-14, -7, -1, 3, 10]),
    ("part_late", "requests", "report", OWNERS, [3, 10]),
    ("part_ready", "requests", "report", OWNERS, []),
    ("report_submitted", "decisions", "report", REVIEWING, []),
    ("report_waits", "deadlines", "report", REVIEWING, list(range(7, 141, 7))),
    ("acceptance_due", "deadlines", "report", REVIEWING, [-7, -2, 0]),
    ("report_accepted", "decisions", "report", OWNERS, []),
    ("report_released", "decisions", "report", REVIEWING, []),
    ("publication_due", "deadlines", "report", REVIEWING, [-7, -2, 0]),
    ("report_published", "news", "report", OWNERS, []),
    ("views_open", "deadlines", "report", MONITORS, [0]),
    ("views_close", "deadlines", "report", MONITORS, [-7]),
    ("meeting_near", "news", "cycle", REVIEWING, [0]),
    ("communique_new", "news", "cycle", REVIEWING, [0]),
    ("contribution", "news", "cycle", OWNERS, [0]),
    ("debate_pack", "news", "cycle", OWNERS, [0]),
    ("plan_ends", "deadlines", "plan", OWNERS, [-12, -6, -3, -1]),
    ("plan_review", "deadlines", "plan", OWNERS, [-3, -1, 0]),
    ("figures_old", "deadlines", "figures", OWNERS, [12, 24, 36]),
    (
        "seat_unused",
        "news",
        "seat",
        [*OWNERS, *ASKED, *CLEARING, "viewer", *MONITORS, *REVIEWING, "co_chair", "administrator"],
        [180],
    ),
    ("vacant_seat", "news", "vacancy", REVIEWING, []),
)


def write_calendar(apps, schema_editor):
    """The calendar as it was agreed, for what no row says yet. Nobody did this: the log begins with
    the first change."""
    schema_editor.execute("ALTER TABLE tracker_reminderrule DISABLE TRIGGER USER")
    rule = apps.get_model("tracker", "ReminderRule")
    known = set(rule.objects.values_list("code", flat=True))
    rule.objects.bulk_create(
        rule(code=code, topic=topic, kind=kind, audience=audience, offsets=offsets)
        for code, topic, kind, audience, offsets in ROWS
        if code not in known
    )
    schema_editor.execute("ALTER TABLE tracker_reminderrule ENABLE TRIGGER USER")

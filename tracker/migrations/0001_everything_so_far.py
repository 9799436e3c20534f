"""Everything of the tracker, as it stood when the steps that led there were folded into one:
docs/decisions/0033-migrations-folded-before-the-first-release.md."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

from accounts.at_once import AtOnce
from accounts.composite import member_of_join, validate_join
from accounts.history import guard_history

from ._calendar import write_calendar
from ._seals import SEAL_SNAPSHOTS, UNSEAL_SNAPSHOTS, seal_words
from .history import HISTORY
from .tables import TABLES


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("tracker", "0001_initial"),
        ("tracker", "0002_named_readers_and_asking_the_invited"),
        ("tracker", "0010_same_member"),
        ("tracker", "0011_same_member_proven"),
        ("tracker", "0020_restricted_text_only_as_its_hash"),
        ("tracker", "0021_history_is_append_only"),
        ("tracker", "0022_history_of_links_and_views"),
        ("tracker", "0023_views_and_invited_of_one_member"),
        ("tracker", "0024_remarks_called_right"),
        ("tracker", "0040_every_round_is_kept"),
        ("tracker", "0041_rounds_sent_so_far"),
        ("tracker", "0050_cycles_move_and_close"),
        ("tracker", "0051_snapshots"),
        ("tracker", "0052_history_of_snapshots"),
        ("tracker", "0060_history_without_verdicts_of_views"),
        ("tracker", "0090_plans_and_actions"),
        ("tracker", "0091_history_of_plans"),
        ("tracker", "0095_evidence_of_whom_and_when"),
        ("tracker", "0096_evidence_of_one_member_proven"),
        ("tracker", "0100_rates_and_pages_of_figures"),
        ("tracker", "0110_indicators_and_measurements"),
        ("tracker", "0111_indicators_of_one_member_proven"),
        ("tracker", "0112_rules_of_reminders"),
        ("tracker", "0113_the_agreed_calendar"),
        ("tracker", "0120_mail_people_choose"),
        ("tracker", "0121_rules_and_topics_of_what_was_told"),
        ("tracker", "0130_turns_holds_and_orders_of_mail"),
        ("tracker", "0135_files_of_plans_and_money_of_actions"),
        ("tracker", "0136_actions_of_one_member_proven"),
        ("tracker", "0137_snapshots_hold_plans_and_indicators"),
        ("tracker", "0138_home_of_the_clock"),
        ("tracker", "0143_documents_are_ordered"),
        ("tracker", "0150_pages_in_the_order_of_lists"),
    ]
    dependencies = [("accounts", "0001_everything_so_far")]

    operations = [
        UnaccentExtension(),
        AtOnce([*TABLES, *HISTORY]),
        *member_of_join(
            "tracker_evidence_entries",
            owner=("evidence_id", "tracker_evidence"),
            other=("progressentry_id", "tracker_progressentry"),
        ),
        *validate_join("tracker_evidence_entries", "evidence_id", "progressentry_id"),
        migrations.RunSQL(SEAL_SNAPSHOTS, UNSEAL_SNAPSHOTS),
        migrations.RunPython(seal_words, migrations.RunPython.noop),
        migrations.RunPython(guard_history, migrations.RunPython.noop),
        # Nobody did this, so it is in no history: the triggers sleep meanwhile.
        migrations.RunPython(write_calendar, migrations.RunPython.noop),
    ]

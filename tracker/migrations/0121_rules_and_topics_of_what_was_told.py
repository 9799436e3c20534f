"""The key of a line of the inbox has held its rule from the beginning: member, thing, rule, date,
offset, who. Which topic a rule belonged to on the day of this migration stands below."""

from django.db import migrations

NAME_RULES = """
    UPDATE tracker_notice SET rule = left(split_part(dedup_key, '|', 3), 40) WHERE rule = ''
"""
NAME_TOPICS = """
    UPDATE tracker_reminder SET topic = CASE
        WHEN rule IN ('cycle_opened', 'submission_due', 'return_due') THEN 'deadlines'
        WHEN rule IN ('part_asked', 'part_ready') THEN 'requests'
        ELSE 'decisions' END
    WHERE topic = ''
"""


class Migration(migrations.Migration):
    dependencies = [("tracker", "0120_mail_people_choose")]

    operations = [
        migrations.RunSQL(NAME_RULES, migrations.RunSQL.noop),
        migrations.RunSQL(NAME_TOPICS, migrations.RunSQL.noop),
    ]

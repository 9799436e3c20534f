"""Everything is killed, again and again, and nothing may be lost (reliability R4, R5, R6).

    python -m tests.chaos [KILLS]     200 unless told otherwise

Starts the real parts with a data folder of its own: PostgreSQL, Valkey, gunicorn with two workers,
two Celery workers, beat; the mail server is a listener in this process. Reminders fall due and
people write all the while. It prints a table; the last line is the figure, and the exit status is
0 only where the goals hold.
"""

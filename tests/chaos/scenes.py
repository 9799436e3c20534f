"""What is done to the parts, one scene after the other, and what each came to."""

from __future__ import annotations

import datetime as dt
import random
import shelve
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.mailsink import Sink

from .crowd import People, Writer, insist
from .stage import WORKERS, Stage, Wire

# How often each part is drawn.
DRAWN = {"worker 1": 5, "worker 2": 5, "web": 4, "redis": 3, "postgres": 3, "beat": 2}
# Longer than the fourth wait after a failure.
CALM_SECONDS = 90.0


@dataclass
class Row:
    """What a scene came to. Lateness is from the moment a reminder fell due to the first copy's
    arrival, in seconds."""

    name: str
    kills: int = 0
    reminders: int = 0
    lost: int = 0
    extra: int = 0
    most: int = 0
    notices_missing: int = 0
    late: list[float] = field(default_factory=list)
    writes: int = 0
    writes_lost: int = 0
    write_times: list[float] = field(default_factory=list)

    @property
    def write_p95(self) -> float:
        return self.write_times[len(self.write_times) * 95 // 100] if self.write_times else 0.0

    def late_at(self, share: float) -> float:
        ordered = sorted(self.late)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0.0

    HEAD = (
        "scene                          kills  due  lost  extra  most  no notice   p50 s   p99 s"
        "  writes  lost  p95 s"
    )

    def __str__(self) -> str:
        return (
            f"{self.name:<30} {self.kills:>5} {self.reminders:>4} {self.lost:>5} {self.extra:>6}"
            f" {self.most:>5} {self.notices_missing:>10} {self.late_at(0.5):>7.1f}"
            f" {self.late_at(0.99):>7.1f} {self.writes:>7} {self.writes_lost:>5}"
            f" {self.write_p95:>6.2f}"
        )


@dataclass
class Play:
    """All that a scene needs. `tell` prints what is going on."""

    stage: Stage
    sink: Sink
    people: People
    writers: list[Writer]
    tell: Callable[[str], None]
    dice: random.Random = field(default_factory=lambda: random.Random(6))
    kills: Counter[str] = field(default_factory=Counter)
    rows: list[Row] = field(default_factory=list)

    @contextmanager
    def scene(self, name: str, people: int, seconds: float) -> Iterator[Row]:
        """So many people's reminders fall due over the seconds while the block runs; behind it
        everything comes to rest and is counted."""
        row = Row(name)
        before = sum(self.kills.values())
        wrote = [(w.writes, w.lost) for w in self.writers]
        for writer in self.writers:
            writer.times.clear()
        keys = self.people.call_due(people, seconds)
        yield row
        self.calm(keys)
        row.kills = sum(self.kills.values()) - before
        row.writes = sum(w.writes - old for w, (old, _) in zip(self.writers, wrote, strict=True))
        row.writes_lost = sum(w.lost - old for w, (_, old) in zip(self.writers, wrote, strict=True))
        row.write_times = sorted(time for w in self.writers for time in w.times)
        self.count(row, keys)
        self.rows.append(row)
        self.tell(str(row))

    def calm(self, keys: list[str]) -> None:
        """Returns once every reminder has met its end, or none did for too long."""
        from tracker.enums import MailState, ReminderState
        from tracker.models import Reminder

        ended = [MailState.SENT, MailState.FAILED, MailState.AMBIGUOUS, MailState.CANCELLED]

        def waiting() -> int:
            rows = Reminder.objects.filter(dedup_key__in=keys)
            open_ones = rows.exclude(state=ReminderState.CANCELLED)
            return open_ones.exclude(mail__state__in=ended).count()

        left, deadline = insist(waiting), time.monotonic() + CALM_SECONDS
        while left and time.monotonic() < deadline:
            self.stage.tend()
            time.sleep(0.5)
            if (now := insist(waiting)) < left:
                left, deadline = now, time.monotonic() + CALM_SECONDS

    def count(self, row: Row, keys: list[str]) -> None:
        """From the listener and the database, nothing else."""
        from tracker.models import Notice, Reminder

        pairs = insist(
            lambda: list(
                Reminder.objects.filter(dedup_key__in=keys).values_list(
                    "dedup_key", "mail__message_id"
                )
            )
        )
        heard = list(zip(self.sink.received, self.sink.times, strict=False))
        copies = Counter(str(mail["Message-ID"]) for mail, _at in heard)
        first: dict[str, float] = {}
        for mail, at in heard:
            first.setdefault(str(mail["Message-ID"]), at)
        ours = {message for _key, message in pairs if message}
        row.reminders = len(keys)
        row.lost = len(keys) - sum(message in first for _key, message in pairs)
        row.extra = sum(copies[message] - 1 for message in ours if copies[message])
        row.most = max((copies[message] for message in ours), default=0)
        told = insist(lambda: Notice.objects.filter(dedup_key__in=keys).count())
        row.notices_missing = len(keys) - told
        row.late = [
            first[message] - self.people.due_at[key].timestamp()
            for key, message in pairs
            if message in first
        ]

    def hit(self, name: str) -> None:
        self.stage.hit(name)
        self.kills[name] += 1

    def wait(self, seconds: float) -> None:
        """Time goes by, and the supervisor looks after the parts."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.stage.tend()
            time.sleep(0.2)

    # --- scenes ---------------------------------------------------------------------------------

    def no_fault(self, people: int, seconds: float) -> None:
        with self.scene("no fault", people, seconds):
            self.wait(seconds)

    def kill_all(self, kills: int, people: int, pause: float) -> None:
        """At random, with a mail server that takes its time: some mails are always under way. It
        answers the text within the 20 ms of a server that only queues."""
        self.sink.before_recipient = lambda: time.sleep(0.1)
        self.sink.before_answer = lambda: time.sleep(0.02)
        names, weights = list(DRAWN), list(DRAWN.values())
        with self.scene("kills of everything", people, kills * (pause + 1.0)):
            for number in range(1, kills + 1):
                while not self.stage.is_grown(name := self.dice.choices(names, weights)[0]):
                    self.wait(0.2)
                self.hit(name)
                self.wait(self.dice.uniform(0.2, 2 * pause))
                if not number % 20:
                    self.tell(f"   {number} kills, {len(self.sink.received)} mails")
        self.sink.before_recipient = self.sink.before_answer = lambda: None

    def one_crash(self, people: int) -> None:
        """A worker is killed while the server has the text."""
        with self.caught("before_answer"), self.scene("a crash with the text out", people, 1):
            assert self.is_there.wait(60)
            for name in WORKERS:
                self.hit(name)
            self.may_go.set()

    def redis_emptied(self, people: int, seconds: float) -> None:
        with self.scene("Redis killed and its data wiped", people, seconds):
            for _ in range(3):
                self.stage.end_server("redis")
                self.stage.wipe_redis()
                self.stage.start_redis()
                self.kills["redis"] += 1
                self.wait(seconds / 3)

    def redis_absent(self, people: int, seconds: float) -> None:
        """The poll that deploy.md runs beside the workers sends what is due."""
        self.stage.start("loop")
        with self.scene("Redis absent, polling", people, seconds):
            self.stage.end_server("redis")
            self.kills["redis"] += 1
            self.wait(seconds)
            self.calm(list(self.people.due_at))
            self.stage.start_redis()
        self.stage.end("loop")

    def redis_locked(self, people: int, seconds: float) -> None:
        """It comes back with a password that nobody was told; then with the old one."""
        with self.scene("Redis with another password", people, seconds):
            self.stage.end_server("redis")
            self.stage.start_locked_redis()
            self.wait(seconds)
            self.stage.end_server("redis")
            self.kills["redis"] += 2
            self.stage.start_redis()

    def beat_doubled(self, people: int, seconds: float) -> None:
        self.stage.start("beat 2")
        with self.scene("two clocks", people, seconds):
            self.wait(seconds)
        self.stage.end("beat 2")

    def beat_absent(self, people: int, seconds: float) -> None:
        with self.scene("no clock, then again", people, seconds):
            self.stage.end("beat")
            self.kills["beat"] += 1
            self.wait(seconds + 5)
            self.stage.start("beat")

    def beat_wrong(self, people: int, seconds: float, by: dt.timedelta) -> None:
        """The clock's own notes are a day ahead or behind, as after a machine's clock was put
        right."""
        name = "clock a day ahead" if by > dt.timedelta(0) else "clock a day behind"
        with self.scene(name, people, seconds):
            self.stage.end("beat")
            self.kills["beat"] += 1
            with shelve.open(str(self.stage.folder / "schedule-beat")) as notes:
                entries = notes["entries"]
                for entry in entries.values():
                    entry.last_run_at += by
                notes["entries"] = entries
            self.stage.start("beat")
            self.wait(seconds)

    def worker_sleeps(self, people: int, step: str, name: str) -> None:
        """Both workers stop at a step of one mail, for longer than their lease; others take over;
        then the sleepers wake and must change nothing."""
        with self.caught(step), self.scene(name, people, 0.5):
            assert self.is_there.wait(60)
            for worker in WORKERS:
                self.stage.pause(worker)
            self.let_go()
            self.stage.start("worker 3")
            self.wait(16)
            for worker in WORKERS:
                self.stage.wake(worker)
            self.wait(3)
        self.stage.end("worker 3")

    def worker_cut_off(self, people: int) -> None:
        """A worker loses PostgreSQL when the server has the text and says yes."""
        wire = Wire(self.stage)
        for worker in WORKERS:
            self.stage.end(worker)
        self.stage.start("worker 3", DATABASE_URL=wire.url)
        self.wait(6)
        try:
            with self.caught("before_answer"), self.scene("worker cut from PostgreSQL", people, 1):
                assert self.is_there.wait(60)
                wire.cut()
                self.let_go()
                for worker in WORKERS:
                    self.stage.start(worker)
                self.wait(5)
        finally:
            self.stage.end("worker 3")
            wire.close()

    def deaf_worker(self) -> None:
        """A worker that is connected and takes nothing ends itself and is started again."""
        from celery import Celery

        before = self.stage.restarts
        app = Celery(broker=redis_address(self.stage))
        app.conf.broker_transport_options = {"global_keyprefix": "tracker:"}
        row = Row("worker that takes nothing")
        deadline = time.monotonic() + 120
        # A worker that is just beginning does not hear it.
        heard: set[str] = set()
        while len(heard) < len(WORKERS) and time.monotonic() < deadline:
            for answer in app.control.cancel_consumer("celery", reply=True, timeout=2):
                heard |= answer.keys()
        while self.stage.restarts < before + len(WORKERS) and time.monotonic() < deadline:
            self.stage.tend()
            time.sleep(0.2)
        # What was lost here is the worker, not a mail.
        row.lost = before + len(WORKERS) - self.stage.restarts
        self.rows.append(row)
        self.tell(str(row))

    is_there: threading.Event = field(default_factory=threading.Event)
    may_go: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def caught(self, step: str) -> Iterator[None]:
        """The server keeps the first mail waiting at a step."""
        self.is_there, self.may_go = threading.Event(), threading.Event()
        is_there, may_go = self.is_there, self.may_go

        def keep_waiting() -> None:
            if not is_there.is_set():
                is_there.set()
                may_go.wait(60)

        setattr(self.sink, step, keep_waiting)
        try:
            yield
        finally:
            may_go.set()
            setattr(self.sink, step, lambda: None)

    def let_go(self) -> None:
        self.may_go.set()


def redis_address(stage: Stage) -> str:
    from tracker.env import redis_addresses

    return redis_addresses(stage.valkey.url)[1]


def broken(rows: list[Row], kills: int) -> list[str]:
    """The goals that were missed, in words."""
    extra = sum(row.extra for row in rows)
    found = [f"{row.name}: {row.lost} lost" for row in rows if row.lost]
    found += [f"{row.name}: {row.writes_lost} writes lost" for row in rows if row.writes_lost]
    found += [f"{row.name}: {row.most} copies" for row in rows if row.most > 2]
    found += [
        f"{row.name}: {row.notices_missing} notices missing" for row in rows if row.notices_missing
    ]
    if extra > max(kills // 10, 4):
        found.append(f"{extra} extra copies after {kills} kills")
    for row in rows:
        if row.name == "Redis absent, polling" and row.write_p95 > 0.5:
            found.append(f"{row.name}: writes took {row.write_p95:.2f} s")
    return found


def result(play: Any) -> str:
    kills = sum(play.kills.values())
    rows = play.rows
    lost = sum(row.lost for row in rows if row.reminders)
    return (
        f"{lost} of {sum(r.reminders for r in rows)} reminders and "
        f"{sum(r.writes_lost for r in rows)} of {sum(r.writes for r in rows)} acknowledged writes "
        f"lost, {sum(r.extra for r in rows)} extra copies after {kills} kills"
    )

"""Making what was ordered: one job is claimed, written as its owner, and put down."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils import translation

from accounts.actor import PUBLIC, Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.queries import actor_at
from tracker import rules
from tracker.document_enums import Unmade
from tracker.domain import export_jobs as verbs
from tracker.models import ExportJob

from .kinds import writer_of
from .order import NotMade, Order

logger = logging.getLogger(__name__)

IN_MEMORY = 4 * 1024 * 1024


def make_next() -> bool:
    """Makes the next document that waits, if any does; True where there was one.

    Its owner is asked anew who they are: a seat that ended, or that has another role now, gets
    nothing. Whatever goes wrong is said in the job. Where the database is away the lease ends, and
    somebody makes it again.
    """
    job = verbs.claim()
    if job is None:
        return False
    # Why it cannot be made is said in the language of the document.
    with translation.override(job.language):
        actor = _owner(job)
        if not (answer := _may(job, actor)):
            verbs.fail(job, Unmade.NOT_ALLOWED, str(answer.reason))  # type: ignore[union-attr]
        else:
            _make(job, actor or PUBLIC)
    return True


def make_waiting(stop: Callable[[], bool] = lambda: False) -> int:
    """Makes everything that waits, until it is told to stop. Answers how many were tried."""
    made = 0
    while not stop() and make_next():
        made += 1
    return made


def _owner(job: ExportJob) -> Actor | None:
    return PUBLIC if job.seat is None else actor_at(job.seat)


def _may(job: ExportJob, actor: Actor | None) -> Answer:
    if actor is PUBLIC:
        return Allowed()
    if actor is None or actor.role != job.role:
        return Denied(Unmade.NOT_ALLOWED.label)
    return rules.may_have_document(actor, job.kind)


def _make(job: ExportJob, actor: Actor) -> None:
    order = Order(job.kind, job.format, job.language, job.cycle, job.member)
    try:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as out:
            writer_of(job.kind)(actor, order, out, lambda n: verbs.say_progress(job, n))
            verbs.finish(job, actor, out)
    except NotMade as error:
        verbs.fail(job, Unmade.NOTHING, str(error))
    except SoftTimeLimitExceeded:
        verbs.fail(job, Unmade.TOO_LONG)
    except verbs.Lost:
        logger.info("A document was taken back, or is made by somebody else: %s", job.public_id)
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        logger.exception("A document could not be made: %s", job.public_id)
        verbs.fail(job, Unmade.BROKEN)

"""What a machine must offer before anything is started on it."""

import multiprocessing

from launcher.failure import Failure


def must_share_memory() -> None:
    """Raise Failure where processes can share no semaphores, which the task worker needs."""
    try:
        multiprocessing.Lock()
    except (ImportError, OSError) as error:
        raise Failure(
            "/dev/shm is missing or not writable, and the task worker needs it: mount it, for "
            "example `mount -t tmpfs tmpfs /dev/shm`."
        ) from error

"""Whether servers named by the environment can be used."""

from launcher.failure import Failure

SECONDS = 5


def database(url: str) -> None:
    """Raise Failure where DATABASE_URL leads nowhere. The message never holds the password."""
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=SECONDS).close()
    except psycopg.Error as error:
        why = str(error).strip().splitlines()[-1] if str(error).strip() else "no answer"
        raise Failure(
            f"DATABASE_URL does not lead to a database that can be used ({why}): correct it, or "
            "unset it to use the bundled server."
        ) from error


def redis(url: str) -> None:
    """Raise Failure where REDIS_URL leads nowhere. The message never holds the password."""
    import redis as client

    address = url.replace("redis+socket://", "unix://", 1)
    try:
        with client.from_url(address, socket_connect_timeout=SECONDS) as connection:
            connection.ping()
    except (client.RedisError, OSError, ValueError) as error:
        raise Failure(
            f"REDIS_URL does not lead to a server that can be used ({error}): correct it, or "
            "unset it to use the bundled server."
        ) from error

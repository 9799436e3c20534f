"""The port of the web pages."""

import errno
import socket

from launcher.failure import Failure

HOST = "127.0.0.1"


def must_be_free(port: int) -> None:
    """Raise Failure where the port of the loopback address cannot be listened on."""
    with socket.socket(socket.AF_INET) as server:
        # As the web server does: a connection that lingers from a minute ago is no obstacle.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((HOST, port))
            server.listen(1)
        except OSError as error:
            why = (
                "is in use"
                if error.errno == errno.EADDRINUSE
                else f"cannot be used ({error.strerror})"
            )
            raise Failure(
                f"Port {port} of {HOST} {why}: choose another with PORT=, for example "
                f"`make run PORT={port + 10 if port < 65000 else 8010}`."
            ) from error

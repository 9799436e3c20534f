import socket

import pytest

from launcher import ports
from launcher.failure import Failure


def test_port_somebody_listens_on_is_refused_naming_the_setting(port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        with pytest.raises(Failure, match=rf"Port {port} .* is in use: .*PORT={port + 10}"):
            ports.must_be_free(port)


def test_free_port_is_accepted_and_left_free(port: int) -> None:
    ports.must_be_free(port)
    ports.must_be_free(port)

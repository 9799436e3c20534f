from pathlib import Path

import pytest

from launcher import settings
from launcher.failure import Failure


@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "80.5", "٨٠٠٠"])
def test_port_that_is_none_is_named_with_the_remedy(value: str) -> None:
    with pytest.raises(Failure, match=r"PORT is .*PORT=8010"):
        settings.port({"PORT": value})


def test_port_is_8000_unless_set() -> None:
    assert settings.port({}) == 8000
    assert settings.port({"PORT": ""}) == 8000
    assert settings.port({"PORT": " 8010 "}) == 8010


def test_database_of_another_kind_is_refused_without_repeating_the_password() -> None:
    with pytest.raises(Failure) as caught:
        settings.database_url({"DATABASE_URL": "mysql://me:geheim@db/x"})

    assert "DATABASE_URL must begin with" in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_redis_of_another_kind_is_refused() -> None:
    with pytest.raises(Failure, match="REDIS_URL must begin with"):
        settings.redis_url({"REDIS_URL": "amqp://broker"})


def test_address_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "url"
    secret.write_text("postgres://me:secret@db/x\n")

    found = settings.database_url({"DATABASE_URL_FILE": str(secret)})

    assert found == "postgres://me:secret@db/x"


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"DATABASE_URL_FILE names .*nowhere"):
        settings.database_url({"DATABASE_URL_FILE": str(tmp_path / "nowhere")})

"""Files in a bucket: the same verbs, over real HTTP to a server that speaks the protocol."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.utils import timezone
from moto.server import ThreadedMotoServer

from tests import factories
from tests.hostile import honest
from tests.mailsink import free_port
from tests.tracker.web.pages import as_person
from tracker import env
from tracker.domain import evidence as documents
from tracker.domain.sweeping import sweep_files
from tracker.models import Evidence
from tracker.models.evidence import evidence_storage

FILE = {"form": "file", "title": "Decision", "kind": "policy_plan", "language": "fr"}
BUCKET, REGION, KEY = "evidence", "eu-central-1", "only-for-this-test"


@pytest.fixture(scope="module")
def address():
    port = free_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def bucket(address, settings, monkeypatch):
    """The store of the installation is a bucket, as the environment names it."""
    named = env.evidence_storage(Path("unused"), BUCKET, address, REGION, KEY, KEY)
    settings.STORAGES = {**settings.STORAGES, "evidence": named}

    monkeypatch.setattr(Evidence._meta.get_field("file"), "storage", evidence_storage())
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name=REGION,
        aws_access_key_id=KEY,
        aws_secret_access_key=KEY,
    )
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    yield client
    for name in names(client):
        client.delete_object(Bucket=BUCKET, Key=name)
    client.delete_bucket(Bucket=BUCKET)


def names(client) -> list[str]:
    return [o["Key"] for o in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


@pytest.mark.django_db
def test_file_goes_to_the_bucket_and_comes_back_and_goes(
    bucket, amina, kari, django_capture_on_commit_callbacks, settings, tmp_path
):
    entry = factories.entry_of(factories.make_report("KEN"))
    added = documents.add(amina, [entry], FILE, ContentFile(honest.pdf(), name="decision.pdf"))
    assert names(bucket) == [added.file.name]
    assert bucket.get_object(Bucket=BUCKET, Key=added.file.name)["Body"].read() == honest.pdf()
    path = f"/api/v1/evidence/{added.public_id}/file/"
    got = as_person(amina).get(path)
    assert b"".join(got.streaming_content) == honest.pdf()
    assert as_person(kari).get(path).status_code == 404
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    Evidence._meta.get_field("file").storage.save("KEN/orphan", ContentFile(b"x"))
    assert sweep_files() == 0
    assert sweep_files(timezone.now() + dt.timedelta(hours=25)) == 1
    assert names(bucket) == [added.file.name]
    with django_capture_on_commit_callbacks(execute=True):
        documents.remove(amina, added, 1)
    assert names(bucket) == []
    assert not [p for p in Path(settings.EVIDENCE_DIR).rglob("*") if p.is_file()]


@pytest.mark.django_db
def test_bucket_that_is_gone_refuses_the_file_and_writes_no_row(bucket, amina):
    entry = factories.entry_of(factories.make_report("KEN"))
    bucket.delete_bucket(Bucket=BUCKET)
    with pytest.raises(ClientError):
        documents.add(amina, [entry], FILE, ContentFile(honest.pdf(), name="decision.pdf"))
    assert not Evidence.internal.exists()
    bucket.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})

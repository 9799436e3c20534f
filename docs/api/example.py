"""Keeps a copy of what is published in a file, and writes one answer. Needs Python alone.

    python3 docs/api/example.py read  http://127.0.0.1:8000/api/v1 copy.json
    KEY=… python3 docs/api/example.py write http://127.0.0.1:8000/api/v1 ID "Our new words."

`read` takes everything the first time, and later only what changed; what was withdrawn it forgets.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

# Asked for twice rather than missed: clocks differ, and changes come in late.
MARGIN = timedelta(minutes=10)


def call(method, url, body=None, **headers):
    """The answer and its ETag. Waits as long as it is told to when it asked too often (429), or
    when the service is busy (503)."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **headers}
    while True:
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer), answer.headers["ETag"]
        except urllib.error.HTTPError as refusal:
            with refusal:
                if refusal.code not in (429, 503):
                    # A problem document says why in `detail`.
                    if "json" in refusal.headers.get_content_type():
                        refusal.msg = json.load(refusal)["detail"]
                    raise
                time.sleep(int(refusal.headers["Retry-After"]))


def published(base, since):
    """Every answer published or withdrawn since then, page by page."""
    url = f"{base}/entries/?page_size=200&ordering=updated_at"
    if since:
        url += f"&updated_since={quote(since)}"
    while url:
        page, _etag = call("GET", url)
        yield from page["results"]
        url = page["next"]


def read(base, path):
    """Brings the copy in the file up to date."""
    copy = {"since": None, "answers": {}}
    if os.path.exists(path):
        with open(path) as file:
            copy = json.load(file)
    now = datetime.now(UTC) - MARGIN
    changed = withdrawn = 0
    for row in published(base, copy["since"]):
        if row.get("withdrawn"):
            withdrawn += copy["answers"].pop(row["id"], None) is not None
        else:
            copy["answers"][row["id"]] = row
            changed += 1
    copy["since"] = now.isoformat()
    with open(path, "w") as file:
        json.dump(copy, file)
    return f"{len(copy['answers'])} answers, {changed} read, {withdrawn} withdrawn"


def write(base, key, public_id, words, tries=2):
    """Puts new words into an answer. If somebody was faster, looks once more and tries again; what
    is to be written has to be right beside their change, too."""
    url, signed = f"{base}/entries/{public_id}/", {"Authorization": f"Token {key}"}
    _answer, etag = call("GET", url, **signed)
    try:
        return call("PATCH", url, {"narrative": words}, **signed, **{"If-Match": etag})[0]
    except urllib.error.HTTPError as refusal:
        if refusal.code != 412 or tries == 1:
            raise
    return write(base, key, public_id, words, tries - 1)


if __name__ == "__main__":
    what, base, *rest = sys.argv[1:]
    try:
        if what == "read":
            print(read(base, *rest))
        else:
            print("version", write(base, os.environ["KEY"], *rest)["version"])
    except urllib.error.URLError as error:
        sys.exit(str(error))

"""Pictures of the running demonstration, for the README: `make shots` while `make run` runs.

Each picture carries the page's own note that its data are invented.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import django
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
BASE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/en"
FOCAL_POINT = "focalpoint@kenya.example"
SHOTS = {
    "matrix": "/matrix/?cycle=2025&regional_group=african",
    "record": "/report/2026/2022-08/",
}


def sign_in(page: Page, password: str) -> None:
    page.goto(f"{BASE}/login/")
    page.fill("input[name=login]", FOCAL_POINT)
    page.fill("input[name=password]", password)
    page.click("main form button")
    page.wait_for_url("**/work/")


def main() -> int:
    django.setup()
    # What the demonstration knows needs the apps.
    from tracker.demo.people import PASSWORD

    browser = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if browser is None:
        print("No browser: install Chromium or set CHROMIUM.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser, args=sandbox)
        page = started.new_page(viewport={"width": 1280, "height": 1500})
        sign_in(page, PASSWORD)
        for name, path in SHOTS.items():
            page.goto(BASE + path)
            page.screenshot(path=PICTURES / f"{name}.png")
            print(PICTURES / f"{name}.png")
        started.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

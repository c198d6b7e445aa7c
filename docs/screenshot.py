"""Renew docs/lesson-08.png, the picture in the README: `make screenshot`.

Chromium opens lesson 08 in JupyterLab, runs it, and chooses an event of the timeline. That is the picture.
"""

import sys
import tempfile
from pathlib import Path
from shutil import copy

ROOT = Path(__file__).parents[1]
LESSON = "08-gsomia.ipynb"
EVENT = "gsomia-2019-11-22-suspension"
WINDOW = {"width": 1280, "height": 860}


def main() -> None:
    """Take the picture and say where it is."""
    sys.path.insert(0, str(ROOT))
    from tests.browser import browser, lab, open_lab

    picture = ROOT / "docs" / "lesson-08.png"
    with tempfile.TemporaryDirectory() as folder:
        copy(ROOT / "notebooks" / LESSON, folder)
        with browser() as chromium, lab(Path(folder)) as address:
            notebook = open_lab(chromium, address, Path(folder)).open(LESSON, viewport=WINDOW)
            notebook.run_all()
            page = notebook.page
            event = page.locator(f"[role=option][data-event='{EVENT}'] .tst-label").first
            event.evaluate("node => node.scrollIntoView({block: 'center'})")
            event.click()
            timeline = page.locator(".two-shores-timeline").first
            timeline.evaluate("node => node.scrollIntoView({block: 'end'})")
            page.mouse.move(0, 0)
            page.wait_for_timeout(500)
            page.screenshot(path=picture)
    print(picture)


if __name__ == "__main__":
    main()

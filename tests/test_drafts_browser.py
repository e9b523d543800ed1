"""The page of two drafts in a real browser: it fits, is quiet and accessible.

Needs what ``test_report_browser.py`` needs.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
from conftest import CHROMIUM
from test_drafts import NEW, OLD
from test_report_browser import LOOKS, opened

from auditor import audit_text, load_rules
from auditor.drafts import compare
from auditor.run import Gate, Run
from auditor.views import folders
from auditor.views.drafts_html import section, several, two

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
HOSTILE = '<script>window.owned=1</script><img src="https://x.invalid/" onerror="window.owned=1">'


@pytest.fixture(scope="module", params=["two drafts", "two folders"])
def page(request: pytest.FixtureRequest) -> str:
    rules = load_rules()
    new = f"{NEW}\nThe mayor {HOSTILE} said that {HOSTILE} had burnt {'x' * 300} in the depot.\n"
    drafts = compare(audit_text(OLD, rules), audit_text(new, rules))
    if request.param == "two drafts":
        return "".join(two(drafts, Run("1", rules.packs, Gate(True))))
    name = f"in/{HOSTILE}.md"
    lines = (folders.compared(name, drafts), folders.added("b.md", drafts.new))
    found = folders.Folders("v1", HOSTILE, (*lines, folders.removed("c.md", drafts.old)))
    return "".join(several(found, [section(drafts, name)], Run("1", rules.packs, Gate(True))))


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_it_fits_is_quiet_and_accessible(
    browser: Browser, tmp_path: Path, page: str, scheme: Any, width: int
) -> None:
    size = {"width": width, "height": 900}
    look = opened(browser, tmp_path, page, color_scheme=scheme, viewport=size)
    assert look.is_quiet()
    assert look.page.evaluate("window.owned") is None
    assert look.page.evaluate("document.documentElement.scrollWidth") <= width
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core is not installed (pip install axe-playwright-python)")
    look = opened(
        browser, tmp_path, page, color_scheme=scheme, viewport=size, bypass_csp=True
    )  # fmt: skip
    look.page.add_script_tag(path=next(Path(spec.origin).parent.rglob("axe*.js")))
    found = look.page.evaluate("axe.run({resultTypes: ['violations']})")
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []

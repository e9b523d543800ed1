"""The HTML report in a real browser: what is drawn, what lights up, and what does not run.

Needs Chromium (``apt-get install chromium``, or CHROMIUM=/path) and Playwright from PyPI; the
check for accessibility needs axe-core, which ``axe-playwright-python`` brings along.
"""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CHROMIUM
from showcase import broken, calm, hostile, showcase, told
from test_report_html import article_of

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]


class Opened:
    """A page that has been opened, and everything it complained about or asked for."""

    def __init__(self, browser: Browser, place: Path, report: str, **context: Any) -> None:
        file = place / "report.html"
        file.write_text(report, encoding="utf-8")
        self.page: Page = browser.new_context(**context).new_page()
        self.logs: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.logs.append(message.text))
        self.page.on("pageerror", lambda error: self.logs.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", lambda dialog: self.logs.append(f"dialog {dialog.message}"))
        begin = time.monotonic()
        self.page.goto(file.as_uri())
        self.seconds = time.monotonic() - begin

    def is_quiet(self) -> bool:
        return not self.logs and len(self.requests) == 1


def opened(browser: Browser, place: Path, report: str, **context: Any) -> Opened:
    return Opened(browser, place, report, **context)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_fit_and_are_quiet(browser: Browser, tmp_path: Path, scheme: Any, width: int) -> None:
    lengthy = calm()._replace(document=calm().document._replace(path="drafts/" * 40 + "x.txt"))
    for report in (
        told("html", showcase()),
        told("html", showcase(), calm(), lengthy, broken()),
        told("html", hostile(), lengthy),
    ):
        look = opened(
            browser, tmp_path, report, color_scheme=scheme, viewport={"width": width, "height": 900}
        )
        assert look.is_quiet(), (look.logs, look.requests)
        assert look.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_of_a_hostile_article_runs(browser: Browser, tmp_path: Path, scripts: bool) -> None:
    report = told("html", hostile(), showcase(), broken())
    look = opened(browser, tmp_path, report, java_script_enabled=scripts)
    if scripts:
        for target in look.page.locator("a.no, .s, .c, td a, th button").all()[:60]:
            target.dispatch_event("pointerover")
            target.dispatch_event("focusin")
        for button in look.page.locator("th button").all():
            button.click()
        assert look.page.evaluate("window.owned") is None
        assert look.page.evaluate("document.scripts.length") == 1
    assert look.is_quiet(), (look.logs, look.requests)
    assert look.page.locator("main").is_visible()


def test_the_policy_would_stop_a_script_that_got_in(browser: Browser, tmp_path: Path) -> None:
    report = told("html", showcase()).replace("</main>", "<script>window.owned=1</script></main>")
    look = opened(browser, tmp_path, report)
    assert look.page.evaluate("window.owned") is None
    assert any("Content Security Policy" in log for log in look.logs)


def test_what_belongs_together_lights_up_by_pointer_and_keyboard(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, tmp_path, told("html", showcase())).page
    page.locator(".text .s").first.hover()
    lit = page.locator(".on")
    number = page.locator(".text .s").first.get_attribute("data-a")
    assert lit.count() > 2
    assert page.locator(f'[data-a~="{number}"]').count() == lit.count()
    page.keyboard.press("Escape")
    assert lit.count() == 0
    page.locator("sup a").nth(1).focus()
    assert lit.count() > 0
    assert page.locator("li.note.on").count() > 0


def test_notes_and_passages_lead_to_each_other(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, told("html", showcase()), java_script_enabled=False).page
    page.locator("sup a").first.click()
    assert page.url.endswith("-n1")
    page.locator("li.note a.no").first.click()
    assert page.url.endswith("-r1")


def test_the_index_is_sorted_by_its_heads(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, told("html", showcase(), calm())).page

    def first() -> str:
        return page.locator("table.sortable tbody tr").first.inner_text()

    assert first().startswith("strike.txt")
    words = page.locator("th button", has_text="Words")
    words.click()
    assert words.locator("..").get_attribute("aria-sort") == "descending"
    words.click()
    assert first().startswith("drafts/calm.txt")
    page.locator("th button", has_text="Article").click()
    assert first().startswith("drafts/calm.txt")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_bars_of_the_index_are_seen_whole(browser: Browser, tmp_path: Path, width: int) -> None:
    """Cut off by the edge of a phone, all would look alike."""
    lengthy = calm()._replace(document=calm().document._replace(path="drafts/" * 9 + "x.txt"))
    report = told("html", showcase(), lengthy)
    page = opened(browser, tmp_path, report, viewport={"width": width, "height": 900}).page
    ends = page.evaluate(
        "() => [...document.querySelectorAll('.mini')].map(e => e.getBoundingClientRect().right)"
    )
    assert len(ends) == 2 and max(ends) <= width - 16
    bars = page.evaluate(
        "() => [...document.querySelectorAll('.mini .flat')]"
        ".map(e => e.getBoundingClientRect().width / 80)"
    )
    assert bars[0] > bars[1]


def test_each_status_is_drawn_in_a_way_of_its_own(browser: Browser, tmp_path: Path) -> None:
    """Neither by colour alone: pattern and weight differ without it."""
    page = opened(browser, tmp_path, told("html", article_of(20))).page
    drawn = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.legend .key')].map(e => {
             const s = getComputedStyle(e);
             return [e.className, s.textDecorationLine + s.textDecorationStyle
                     + s.textDecorationThickness]; }))"""
    )
    assert len(drawn) == 10 and len(set(drawn.values())) == 10, drawn


def test_an_article_is_drawn_in_a_second(browser: Browser, tmp_path: Path) -> None:
    report = told("html", article_of(110))
    opened(browser, tmp_path, report)  # warm
    assert min(opened(browser, tmp_path, report).seconds for _ in range(3)) < 1


def test_it_prints(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, told("html", showcase()), color_scheme="dark").page
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(252, 251, 248)"
    assert not page.locator("nav.jump").is_visible()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_serious(
    browser: Browser, tmp_path: Path, scheme: Any, width: int
) -> None:
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core is not installed (pip install axe-playwright-python)")
    script = next(Path(spec.origin).parent.rglob("axe*.js"))
    # The page's policy would keep axe out as well: it is tested elsewhere.
    for report in (told("html", article_of(40)), told("html", showcase(), calm(), hostile())):
        look = opened(
            browser, tmp_path, report, color_scheme=scheme, bypass_csp=True,
            viewport={"width": width, "height": 900},
        )  # fmt: skip
        look.page.add_script_tag(path=script)
        found = look.page.evaluate("axe.run({resultTypes: ['violations']})")
        told_of = [
            (v["id"], v["impact"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"])
            for v in found["violations"]
        ]
        assert not told_of

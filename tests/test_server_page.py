"""The page of ``auditor serve`` in a real browser: a draft goes in, its report comes up.

Needs what ``test_report_browser.py`` needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from served import ROOT, Served, serving
from showcase import HOSTILE

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
from conftest import CHROMIUM
from playwright.sync_api import expect
from test_report_browser import LOOKS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
STRIKE = (ROOT / "samples" / "strike-south.txt").read_text("utf-8")
WORDS = "Moscow said on Monday that its army had taken the town by the river. "


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving("--no-config", "--workers", "2", "--timeout", "300") as running:
        yield running


class Opened:
    """The page, opened, and everything it complained about or asked for."""

    def __init__(self, browser: Browser, server: Served, **context: Any) -> None:
        self.page: Page = browser.new_context(**context).new_page()
        self.logs: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: self.logs.append(message.text))
        self.page.on("pageerror", lambda error: self.logs.append(str(error)))
        self.page.on("dialog", lambda dialog: self.logs.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self._asked(request.url, server.url))
        self.page.goto(server.url)

    def _asked(self, url: str, own: str) -> None:
        if not url.startswith((own, "blob:", "data:")):
            self.elsewhere.append(url)

    def audited(self, text: str, says: str = "of [0-9,]+ content words") -> Page:
        """Put a draft into the page and wait for its report."""
        self.page.locator("#text").fill(text)
        expect(self.page.locator("#said")).to_contain_text(re.compile(says), timeout=60_000)
        return self.page

    def is_quiet(self) -> bool:
        return not self.logs and not self.elsewhere


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_it_fits_and_axe_finds_nothing(
    browser: Browser, server: Served, scheme: Any, width: int
) -> None:
    look = Opened(
        browser, server, color_scheme=scheme, bypass_csp=True,
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    page = look.audited(STRIKE)
    page.locator("#limited").check()
    expect(page.locator("#cure")).to_contain_text("To keep the limit of 40%")
    assert width_of(page) == width
    spec = find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core is not installed (pip install axe-playwright-python)")
    page.add_script_tag(path=next(Path(spec.origin).parent.rglob("axe*.js")))
    for compared in (False, True) if scheme == "light" else (False,):
        if compared:
            page.locator("#keep").click()
            page.locator("#compare").click()
            expect(page.locator("#report.drafts")).to_contain_text("unchanged")
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_the_report_follows_what_is_typed(browser: Browser, server: Served) -> None:
    look = Opened(browser, server)
    page = look.audited(STRIKE)
    page.locator("#text").press_sequentially(" The mayor of Odrin said so, too.", delay=1)
    expect(page.locator("#report .text")).to_contain_text("mayor of Odrin")
    page.locator("#text").fill("")
    expect(page.locator("#report")).to_be_empty()
    assert look.is_quiet(), (look.logs, look.elsewhere)


def test_a_claim_says_why_by_pointer_and_by_keyboard(browser: Browser, server: Served) -> None:
    page = Opened(browser, server).audited(STRIKE)
    why = page.locator(".claims summary").first
    why.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".claims details").first).to_contain_text("rests on the word of Russia")
    passage = page.locator(".text .g.single-party").first
    passage.click()
    expect(page.locator("li.note.on")).to_have_count(1)


def test_a_limit_shows_what_would_clear_the_gate(browser: Browser, server: Served) -> None:
    page = Opened(browser, server).audited(STRIKE)
    expect(page.locator("#said")).to_contain_text("Gate: no limit set")
    page.locator("#limited").press("Space")
    expect(page.locator("#said")).to_contain_text("Gate: failed")
    cure = page.locator("#cure").inner_text()
    assert re.search(r"limit of 40%: verify, corroborate or cut \d+ words; .* would leave", cure)
    page.locator("#limit").press("End")
    expect(page.locator("#said")).to_contain_text("Gate: passed")
    expect(page.locator("#cure")).to_be_hidden()


def test_an_earlier_version_is_compared_with(browser: Browser, server: Served) -> None:
    look = Opened(browser, server)
    page = look.audited(STRIKE)
    assert page.locator("#compare").is_disabled()
    page.locator("#keep").click()
    page.locator("#compare").click()
    page.locator("#text").fill(STRIKE + "\n\nThe mayor of Odrin said that the port was safe.")
    expect(page.locator("#report")).to_contain_text("The mayor of Odrin")
    expect(page.locator("#report .big")).to_contain_text("→")
    page.locator("#compare").click()
    expect(page.locator("#report .text")).to_be_visible()
    assert look.is_quiet(), (look.logs, look.elsewhere)


def test_downloads_are_the_reports(browser: Browser, server: Served, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    look = Opened(browser, server)
    page = look.audited(STRIKE)
    for format in ("json", "html"):
        with page.expect_download() as coming:
            page.locator(f"[data-format={format}]").click()
        assert coming.value.suggested_filename == f"draft.audit.{format}"
        saved = Path(coming.value.path()).read_text("utf-8")
        article = {"text": STRIKE, "name": "draft"}
        assert saved == server.client.post(f"/v1/audit?format={format}", json=article).text
    assert page.locator("[data-format=docx]").is_disabled()
    paper = docx.Document()
    paper.add_paragraph(WORDS * 12)
    paper.save(tmp_path / "toll.docx")
    page.locator("#file").set_input_files(tmp_path / "toll.docx")
    expect(page.locator("#report .path")).to_have_text("toll.docx")
    with page.expect_download() as coming:
        page.locator("[data-format=docx]").click()
    assert list(docx.Document(coming.value.path()).comments)
    page.locator("#keep").click()
    page.locator("#compare").click()
    expect(page.locator("#report .masthead")).to_contain_text("toll.docx")
    page.locator("#type").click()
    assert page.locator("#text").input_value() == STRIKE
    assert look.is_quiet(), (look.logs, look.elsewhere)


@pytest.mark.parametrize("how", ["opened", "dropped"])
def test_files_of_text_can_be_edited(
    browser: Browser, server: Served, tmp_path: Path, how: str
) -> None:
    page = Opened(browser, server).page
    content = f"# Toll\n\n{WORDS * 9}"
    if how == "opened":
        (tmp_path / "toll.md").write_text(content)
        page.locator("#file").set_input_files(tmp_path / "toll.md")
    else:
        page.evaluate(
            """content => {
                 const given = new DataTransfer();
                 given.items.add(new File([content], "toll.md"));
                 document.dispatchEvent(new DragEvent("drop", {dataTransfer: given,
                                                               cancelable: true}));
               }""",
            content,
        )
    expect(page.locator("#report h2").nth(1)).to_have_text("Toll")
    assert page.locator("#text").input_value() == content
    page.locator("#format").select_option("text")
    expect(page.locator("#report h2").nth(1)).to_have_text("# Toll")


def test_what_cannot_be_read_is_said(browser: Browser, server: Served, tmp_path: Path) -> None:
    page = Opened(browser, server).page
    (tmp_path / "noise.txt").write_bytes(b"\x00\xff\x01" * 99)
    page.locator("#file").set_input_files(tmp_path / "noise.txt")
    expect(page.locator("#said.wrong")).to_contain_text("noise.txt: ")


def test_nothing_of_a_hostile_draft_runs(browser: Browser, server: Served) -> None:
    look = Opened(browser, server)
    lines = "\n\n".join(f"“{line}”, the ministry in Moscow said." for line in HOSTILE)
    page = look.audited(lines.replace("\x00", ""))
    for target in page.locator(".text .g, .claims summary").all()[:30]:
        target.dispatch_event("click")
    page.locator("#keep").click()
    page.locator("#compare").click()
    expect(page.locator("#report.drafts .big")).to_be_visible()
    assert page.evaluate("window.owned") is None
    assert page.evaluate("document.scripts.length") == 2
    assert page.evaluate("document.styleSheets.length") == 2
    assert look.is_quiet(), (look.logs, look.elsewhere)


def test_a_draft_of_20_000_words(browser: Browser, server: Served) -> None:
    look = Opened(browser, server, viewport={"width": 1280, "height": 900})
    text = "\n\n".join(f"{WORDS}{number} times. {WORDS}" for number in range(710))
    assert len(text.split()) > 20_000
    page = look.audited(text)
    expect(page.locator("#report .verdict")).to_contain_text("content words")
    page.locator("#text").press_sequentially("And so on.")  # it still takes keys
    expect(page.locator("#report")).to_have_class(re.compile(r"^(?!.*stale)"), timeout=60_000)
    assert look.is_quiet(), (look.logs, look.elsewhere)


def test_a_token_is_asked_for(browser: Browser) -> None:
    token = "a-token-of-the-newsroom"
    with serving("--no-config", env={"AUDITOR_TOKEN": token}) as server:
        look = Opened(browser, server)
        page = look.page
        page.locator("#text").fill(STRIKE)
        expect(page.locator("#token")).to_be_visible()
        page.locator("#secret").fill(token)
        page.keyboard.press("Enter")
        expect(page.locator("#report .verdict")).to_be_visible()
        kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        assert kept == [0, 0, ""] and page.locator("#secret").input_value() == ""


def test_the_page_admits_no_scripts_but_its_own(server: Served) -> None:
    answer = server.client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert not re.search(r"<script>|<style|\bstyle=|\bon\w+=|https?:", answer.text)
    for name in re.findall(r'(?:src|href)="(/[^"]+)"', answer.text):
        assert server.client.get(name).status_code == 200
    assert json.loads(server.client.get("/page/nonsense.js").text)["status"] == 404

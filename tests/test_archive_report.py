"""The page of an archive: what it counts, what it links to, and what it does not claim.

In a browser where Chromium and Playwright are there (see ``test_report_browser``).
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from archives import articles, run, table, write
from commandline import Done, call
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.archive.origins.tables import write as write_table
from auditor.archive.report.estimate import ENOUGH, estimate
from auditor.archive.report.groups import Archive, crossed
from auditor.archive.schema import ORIGINS, TABLES

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
HOSTILE = '</details><script>window.owned=1</script><b onclick="x">\u202e##[error]'
MORE = (
    "The harbour of the town was opened {n} years ago, and the ferry across the bay leaves every "
    "{n} minutes in the summer. In the market hall {n} traders sell fish, bread and flowers. The "
    "school on the hill has {n} classes, and the library lends {n} books a day.\n\nOn Friday the "
    "mayor of Brackwater said that {n} houses had lost their roofs in the storm, and that the "
    "repairs would take {n} weeks. Brackwater was cut off for {n} hours, according to the mayor."
)
SHORT = "It rained."  # too short to be audited


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive of three outlets, one of them with two articles only."""
    place = tmp_path_factory.mktemp("report")
    rows = [{**one, "url": f"https://news.example/{one['id']}"} for one in articles(60)]
    for n, row in enumerate(rows):
        row["body"] += "\n\n" + MORE.format(n=n + 2)
        row["outlet"] = f"Daily {n % 2}" if n > 1 else "O'Hara's"
        row["published"] = f"2026-{n % 3 + 1:02}-10"
    rows[0].update(headline=HOSTILE, url="javascript:window.owned=1")
    rows[5]["body"] = SHORT
    copied = [{**rows[n], "id": f"copy{n}", "outlet": "Wire"} for n in range(10, 14)]
    write(place / "a.csv", rows + copied)
    assert run("a.csv", "-o", "audited", "--no-config", cwd=place).returncode == 0
    assert call("archive", "origins", "audited", cwd=place).returncode == 0
    return place


def reported(folder: Path, *words: str) -> Done:
    return call("archive", "report", "audited", "-o", "report.html", *words, cwd=folder)


def page(folder: Path, *words: str) -> str:
    done = reported(folder, *words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return (folder / "report.html").read_text("utf-8")


class Read(HTMLParser):
    """The addresses and ids of a page, and the words of each row of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.ids += filter(None, [told.get("id")])
        self.hrefs += filter(None, [told.get("href")])
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.rows.append([])

    def row(self, label: str) -> list[str]:
        return next(row for row in self.rows if row[:1] == [label])


def test_every_figure_leads_to_a_list_of_its_articles(folder: Path) -> None:
    read = Read(page(folder))
    inside = [href[1:] for href in read.hrefs if href.startswith("#")]
    assert set(inside) <= set(read.ids)
    assert len(read.ids) == len(set(read.ids))
    lists = {id for id in read.ids if re.fullmatch(r"(outlet|party|month|family)-\d+", id)}
    assert lists
    assert lists <= set(inside)


def test_groups_count_and_average_the_audited_articles(folder: Path) -> None:
    html = page(folder)
    read = Read(html)
    rows = [row for row in table(folder / "audited") if row["audited"]]
    assert f"<p>64 articles, {64 - len(rows)} of them not audited" in html
    for outlet in ("Daily 0", "Daily 1"):
        shares = [row["unverified_single_party_share"] for row in rows if row["outlet"] == outlet]
        _, count, mean, interval, _ = read.row(outlet)
        assert (count, mean) == (str(len(shares)), f"{100 * sum(shares) / len(shares):.0f}%")
        assert re.fullmatch(r"\d+% to \d+%", interval)


def test_too_few_articles_are_grey_with_the_reason(folder: Path) -> None:
    html = page(folder)
    assert Read(html).row("O'Hara's")[3] == "too few to say: 2 of 10 articles"
    assert re.search(r'<tr class="few"><td data-v="O&#39;Hara&#39;s">', html)


def test_families_and_claims_are_told(folder: Path) -> None:
    html = page(folder)
    for title in ("The largest families", "Who leaves out whose word it is", "Who is heard"):
        assert f">{title}</h3>" in html
    sizes = Counter(row["family"] for row in table(folder / "audited", "families"))
    [(largest, count)] = sizes.most_common(1)
    assert f'<details><summary>Family of {largest}: {count}</summary>\n<ol id="family-1">' in html
    [carried] = {len(row["articles"]) for row in table(folder / "audited", "claims")[:1]}
    assert re.search(rf'<a href="#claim-1">{carried}</a>', html)


def test_a_claim_that_is_verified_at_once_is_not_verified_later(tmp_path: Path) -> None:
    def written(name: str, *rows: dict[str, Any]) -> None:
        of = {**TABLES, **ORIGINS}[name]
        (tmp_path / "audited").mkdir(exist_ok=True)
        write_table(tmp_path / "audited", of, [tuple(row.get(c) for c in of.names) for row in rows])

    written("articles", *({"id": id, "outlet": "Daily", "audited": True} for id in "abc"))
    for name in ("sources", "parties", "families"):
        written(name)
    claim = {
        "article": "a",
        "party": "Northland",
        "text": "It rained.",
        "articles": list("abc"),
        "outlets": ["Daily"],
        "origins": 1,
        "origin_names": ["Northland"],
        "dropped": ["b"],
    }
    written("claims", *({**claim, "checked": checked} for checked in (["a", "b"], [], ["c"])))
    read = Read(page(tmp_path))
    few = "too few to say: 3 of 10 claims"
    assert read.row("Northland") == ["Northland", "3", "1", "33%", few]
    assert ["Daily", "3", "3", "100%", few] in read.rows


def test_without_origins_the_page_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text((SAMPLES / "strike-north.txt").read_text("utf-8"), "utf-8")
    run("a.txt", "-o", "audited", "--no-config", cwd=tmp_path)
    html = page(tmp_path)
    assert "are not in the tables: <code>auditor archive origins</code>" in html
    assert "The largest families" not in html


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("month", ["By month"]),
        ("outlet,month", ["Outlets by month", "By outlet", "By month"]),
        ("month,outlet", ["Outlets by month", "By month", "By outlet"]),
        ("party,month", ["Parties by month", "By party", "By month"]),
        ("outlet,topic", ["Topics by outlet", "By outlet", "By topic"]),
    ],
)
def test_by_tells_of_these_only(folder: Path, by: str, titles: list[str]) -> None:
    html = page(folder, "--by", by)
    told = re.findall(r'<h3 id="[^"]*">(.*?)</h3>', html)
    assert told == [*titles, "The articles behind the figures"]


def test_an_archive_of_which_nothing_is_audited_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", [{"id": "1", "text": SHORT}])
    run("a.csv", "-o", "audited", "--no-config", cwd=tmp_path)
    assert reported(tmp_path).stderr == "auditor: audited: no article is audited\n"


@pytest.mark.parametrize("by", ["", "weekday", "outlet,outlet", "outlet,month,party"])
def test_other_groups_are_refused(folder: Path, by: str) -> None:
    done = reported(folder, "--by", by)
    assert (done.returncode, done.stderr) == (
        2, f"auditor: --by {by}: write one or two of outlet, party, topic, month\n",
    )  # fmt: skip


def test_two_groups_need_one_that_every_article_is_in_once(folder: Path) -> None:
    done = reported(folder, "--by", "party,topic")
    assert done.stderr == "auditor: --by: of two, one is outlet or month\n"


def test_the_page_is_the_same_when_it_is_made_again(folder: Path) -> None:
    assert page(folder) == page(folder)


def test_queries_ask_for_all_the_articles_of_a_list(folder: Path) -> None:
    import duckdb

    archive = Archive(folder / "audited")
    from auditor.archive.report.page import _query

    for by in ("outlet", "month", "party", "topic"):
        for group in archive.groups(by):
            query = _query(by, group.label).replace("from '", f"from '{folder}/audited/")
            ids = {id for (id,) in duckdb.sql(query).fetchall()}
            listed = archive.articles.column("id").take(group.places).to_pylist()
            assert set(listed) <= ids


def test_parts_of_groups_make_up_the_groups(folder: Path) -> None:
    archive = Archive(folder / "audited")
    for group, parts in crossed(archive.groups("party"), archive.labels("month")):
        assert sorted(np.concatenate([one.places for one in parts])) == sorted(group.places)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_an_estimate_lies_in_its_interval_and_says_when_it_is_nothing(values: list[float]) -> None:
    one = estimate(np.array(values))
    assert one.low - 1e-9 <= one.mean <= one.high + 1e-9
    assert min(values) - 1e-9 <= one.low
    assert one.high <= max(values) + 1e-9
    assert bool(one.few) == (len(values) < ENOUGH)


def test_intervals_hold_what_they_are_of() -> None:
    chance = np.random.default_rng(1)
    held = 0
    for _ in range(200):
        one = estimate(chance.beta(2, 3, 80))
        held += one.low <= 0.4 <= one.high
    assert 0.9 <= held / 200 <= 0.99


# ---------------------------------------------------------------- in a browser


@pytest.fixture
def shown(browser: Any, folder: Path, tmp_path: Path) -> Page:
    from test_report_browser import opened

    look = opened(browser, tmp_path, page(folder), viewport={"width": 1280, "height": 900})
    assert look.is_quiet(), (look.logs, look.requests)
    return look.page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_and_is_quiet(
    browser: Any, folder: Path, tmp_path: Path, scheme: str, width: int
) -> None:
    from test_report_browser import opened

    look = opened(
        browser, tmp_path, page(folder), color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    assert look.is_quiet(), (look.logs, look.requests)
    assert look.page.evaluate("document.documentElement.scrollWidth") == width
    assert look.page.evaluate("window.owned") is None
    assert look.page.locator("script").count() == 1
    assert look.page.locator("a[href^='javascript']").count() == 0


def test_a_figure_opens_its_list(shown: Page) -> None:
    row = shown.locator("#outlet ~ .wide tbody tr", has_text="Daily 0")
    row.locator("a").first.focus()
    shown.keyboard.press("Enter")
    target = shown.locator(shown.evaluate("location.hash"))
    assert target.locator("li").first.is_visible()
    assert target.locator("li").count() == int(row.locator("td").nth(1).inner_text())


def test_marks_of_the_charts_lead_to_their_articles(shown: Page) -> None:
    mark = shown.locator(".panels a").first
    mark.focus()
    shown.keyboard.press("Enter")
    assert shown.locator(shown.evaluate("location.hash")).locator("li").first.is_visible()
    assert re.search(r"Daily 0, 2026-0\d: \d+%", mark.get_attribute("aria-label") or "")


def test_tables_are_sorted_by_keyboard(shown: Page) -> None:
    of = shown.locator("#outlet ~ .wide")
    head = of.locator("th button", has_text="Outlet")
    head.focus()
    shown.keyboard.press("Enter")
    names = of.locator("tbody tr td:first-child").all_inner_texts()
    assert names == sorted(names)


def test_the_page_is_accessible(shown: Page) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core")
    found = axe.Axe().run(shown)
    assert found.violations_count == 0, found.generate_report()

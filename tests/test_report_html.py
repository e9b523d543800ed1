"""The HTML report as a file: complete, self-contained, and closed to what an article might do.

``test_report_browser.py`` looks at it in a browser.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from counted import growth
from handmade import Line, audit, document, random_lines
from showcase import HOSTILE, broken, calm, hostile, showcase, told

from auditor.audit import audit as run_audit
from auditor.formats import read_document, read_text
from auditor.model import UNVERIFIED, Audit, Segment, Severity, Status
from auditor.packs.load import load_rules
from auditor.reports import html
from auditor.reports._html import chart
from auditor.reports._html.pieces import rows
from auditor.reports._html.shown import Shown, line
from auditor.run import Gate, Limits, Piece, Run, Style
from auditor.summary import digest


class Page(HTMLParser):
    """What a parser finds in a page: tags with attributes, and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._inside: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside not in ("style", "script"):
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = None

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# ---------------------------------------------------------------- complete


def test_the_page_tells_everything_of_the_article() -> None:
    page = Page(told("html", showcase()))
    text = " ".join("".join(page.text).split())
    for told_there in (
        "54%", "between 46% and 61%", "Over the limit of 40%", "9% by carry-over",
        "told as single_party", "single party", "Orbit Lab", "“reportedly”: who says so?",
        "acknowledged by M.O.: the desk knows it", "not audited: headline", "the article is short",
        "auditor 0.1.0, 2 rule packs", "cd" * 32, "To keep the limit of 40%",
    ):  # fmt: skip
        assert told_there in text, told_there


@pytest.mark.parametrize("seed", range(12))
def test_every_word_of_the_article_is_shown_once_in_its_place(seed: int) -> None:
    for made in (audit(random_lines(seed)), showcase(), hostile()):
        pieces = [p.text for row in rows(made) for group in row.groups for p in group.pieces]
        shown = Shown(made.document)(0, len(made.document.text))
        assert squeezed("".join(pieces)) == squeezed(shown)


def test_each_segment_is_underlined_by_its_status() -> None:
    page = Page(told("html", showcase()))
    classes = [a["class"] for tag, a in page.tags if tag == "span" and "id" in a]
    assert classes == [f"g {s.status.replace('_', '-')}" for s in showcase().segments]


def test_links_inside_the_page_lead_somewhere_and_ids_are_unique() -> None:
    for results in ((showcase(),), (showcase(), calm(), broken(), hostile())):
        page = Page(told("html", *results))
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        index = {"#index"} if len(results) == 1 else set()  # hidden where there is none
        assert {link for link in page.values("href") if link[0] == "#"} - index <= {
            f"#{i}" for i in ids
        }


def test_each_finding_leads_to_what_its_rule_asks_for() -> None:
    text = "Toll rises\n\nThe minister claimed that the bridge was open.\n"
    rules = load_rules().rules
    made = run_audit(read_text(text), load_rules())
    fired = {finding.rule for finding in made.findings}
    assert "policy-en/loaded-verb" in fired
    run = Run("1", (), Gate(True), Style(), tuple(r for r in rules if r.kind == "policy"))
    pieces = [Piece(digest(made), html.article(made, Style()))]
    page = Page("".join(html.whole(pieces, run)))
    loaded = next(rule for rule in rules if rule.id == "policy-en/loaded-verb")
    shown = " ".join("".join(page.text).split())
    for words in (loaded.about, loaded.traits["advice"], loaded.traits["standard"]):
        assert " ".join(words.split()) in shown
    described = {value for value in page.values("id") if value.startswith("rule-")}
    assert len(described) == len(fired)
    assert {f"#{name}" for name in described} <= set(page.values("href"))


def test_the_parts_are_listed_in_the_order_they_come_in() -> None:
    page = Page(told("html", calm(), showcase()))
    ids = page.values("id")
    for part in ("findings", "text", "claims", "ledger", "skipped"):
        assert any(value.endswith(f"-{part}") for value in ids)
    jumps = [h for h in page.values("href") if re.fullmatch(r"#a[0-9a-f]{8}-[a-z]+", h)]
    assert [ids.index(jump[1:]) for jump in jumps] == sorted(ids.index(j[1:]) for j in jumps)


def test_the_index_names_titles() -> None:
    page = told("html", calm(), showcase())
    index = page[page.index('<table class="sortable">') : page.index("</table>")]
    assert "The claim could not be verified." in index


def test_several_articles_come_worst_first_with_an_index() -> None:
    page = told("html", calm(), showcase(), broken())
    assert page.index("drafts/calm.txt") > page.index("strike.txt")
    assert "Inputs that could not be read" in page and "b.docx: not UTF-8" in page
    assert '<table class="sortable">' in page and '<table class="sortable">' not in told(
        "html", calm()
    )


# ---------------------------------------------------------------- closed


def test_the_page_needs_nothing_else_and_admits_nothing_else() -> None:
    page = told("html", showcase(), hostile(), calm())
    found = Page(page)
    policy = next(a["content"] for t, a in found.tags if "http-equiv" in a) or ""
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        bodies = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(bodies) == 1
        digest = base64.b64encode(hashlib.sha256(bodies[0].encode("utf-8")).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "src" not in {name for _, attrs in found.tags for name in attrs}
    assert not re.search(r"url\((?!#)|@import", page)


def test_a_hostile_article_adds_no_element_and_no_attribute() -> None:
    page = Page(told("html", hostile(), hostile(), broken()))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"img", "iframe", "base", "link", "object", "embed", "form", "input"}
    assert [tag for tag, _ in page.tags].count("script") == 1
    names = {name for _, attrs in page.tags for name in attrs}
    assert not {name for name in names if name.startswith("on") or name in ("style", "srcdoc")}
    for link in page.values("href"):
        assert link.startswith(("#", "https://"))
    text = "".join(page.text)
    assert "<script>window.owned=1</script>" in text and "{{ 7*7 }}" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_a_hostile_file_goes_through_the_whole_audit_harmlessly(
    tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"x.{suffix}"
    said = "\n\n".join(f"{text} said that {text} was {text}." for text in HOSTILE)
    file.write_bytes(f"# {HOSTILE[0]}\n\n{said}\n".replace("\x00", "").encode("utf-8"))
    page = Page(told("html", run_audit(read_document(str(file)), load_rules())))
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not {tag for tag, _ in page.tags} & {"img", "iframe", "base", "link", "input"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert {link[0] for link in page.values("href")} == {"#"}


def test_the_nu_html_checker_finds_no_error(tmp_path: Path) -> None:
    jar, java = os.environ.get("VNU_JAR"), shutil.which("java")
    if jar is None or java is None:
        pytest.skip("set VNU_JAR to the Nu Html Checker (npm install vnu-jar); it needs Java")
    file = tmp_path / "report.html"
    file.write_text(told("html", showcase(), hostile(), calm(), broken()), encoding="utf-8")
    command = [java, "-jar", jar, "--errors-only", str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_only_web_addresses_of_rules_become_links() -> None:
    assert 'href="https://example.org/rules/headline"' in told("html", showcase())
    assert "javascript:" not in " ".join(Page(told("html", hostile())).values("href"))


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        (Limits(), "no limit set"),  # errors always fail: that is no limit somebody has set
        (Limits(fail_on=None), "no limit set"),
        (Limits(fail_on=Severity.WARNING), "passed"),
        (Limits(single_party=1.0), "passed"),
        (Limits(unsourced=0.0), "failed"),
    ],
)
def test_a_gate_is_passed_only_where_there_is_a_limit(limits: Limits, outcome: str) -> None:
    for format in ("html", "github"):
        assert f"Gate: {outcome}." in told(format, audit(), limits=limits)
    text = told("text", audit(), limits=limits)
    assert ("Gate: passed" in text) is (outcome == "passed")


# ---------------------------------------------------------------- parts


def test_markup_is_not_shown() -> None:
    made = document("**Bold** [said](http://x) so\u00a0it’s.")
    plain = "  Bold    said            so it's."
    assert len(plain) == len(made.text)
    assert Shown(made._replace(plain=plain))(0, 99) == "Bold said so\u00a0it’s."
    assert line("a\n <b>\u202e\x07") == "a <b>\ufffd"


@pytest.mark.parametrize("count", [3, 700, 20_000])
def test_a_strip_shows_everything_with_few_shapes(count: int) -> None:
    statuses = [Status.SINGLE_PARTY, Status.OWN_VOICE, Status.VERIFIED]
    segments = tuple(
        Segment(n * 9, n * 9 + 8, n % 7, statuses[n % 3], "P" if n % 3 == 0 else None)
        for n in range(count)
    )
    made = audit()._replace(segments=segments, parties=(), content_words=1)
    strip = chart.strips(made)[0]
    assert len(strip.bars) <= 601
    assert sum(bar.width for bar in strip.bars) == pytest.approx(1000, abs=len(strip.bars) * 0.05)
    assert all(a.x <= b.x for a, b in zip(strip.bars, strip.bars[1:], strict=False))


def test_quarters_weigh_words() -> None:
    lines: list[Line] = [
        ("one two three four", Status.SINGLE_PARTY, "P", False),
        ("five six seven eight nine ten eleven twelve", Status.OWN_VOICE, None, False),
        ("a b c d", Status.CONTESTED, "P", False),
    ]
    assert chart.quarters(audit(lines)) == ["100%", "0%", "0%", "100%"]
    assert chart.quarters(audit([])) == []


def test_the_bar_puts_the_unverified_first() -> None:
    order = [s.status.replace("-", "_") for s in chart.shares(hostile())]
    unverified = [Status(status) in UNVERIFIED for status in order]
    assert unverified == sorted(unverified, reverse=True)


# ---------------------------------------------------------------- size and time


def article_of(sentences: int) -> Audit:
    lines: list[Line] = [
        ("Northland's ministry said on Sunday that forty vehicles were burnt near the old bridge.",
         list(Status)[n % 10], f"Party {n % 7}", n % 3 == 0)
        for n in range(sentences)
    ]  # fmt: skip
    made = audit(lines)
    return made._replace(findings=showcase().findings[1:2] * (sentences // 10))


def test_an_article_of_1500_words_takes_less_than_300_kb() -> None:
    page = told("html", article_of(110))
    assert len(page.encode("utf-8")) < 300_000


def test_work_grows_with_the_length_of_the_article_only() -> None:
    def work(count: int) -> Callable[[], object]:
        made = article_of(count)
        return lambda: html.article(made, Style(limits=Limits(0.4)))

    assert growth(work, 100) < 2.1


def test_attributions_nested_without_end_do_not_blow_up_the_page() -> None:
    made = audit()
    first = made.attributions[0]
    end = len(made.document.text)
    nested = tuple(
        first._replace(id=n, content=(type(first.content[0])(n % 60, end),)) for n in range(5000)
    )
    assert len(html.article(made._replace(attributions=nested), Style())) < 60_000


def test_hostile_corpus_is_not_empty() -> None:
    assert len(HOSTILE) > 20

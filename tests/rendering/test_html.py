"""The account as a page: self-contained, escaped, complete."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from attrs import evolve

from rubric_dsl.explanation.account import Account
from rubric_dsl.rendering import render
from rubric_dsl.rendering.harmless import harmless
from rubric_dsl.rendering.html import as_html

VOID = {"meta", "link", "rect", "br"}


class Page(HTMLParser):
    """Tags with their attributes, the text, and whether everything is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute twice in {tag}"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_page_is_well_formed_and_in_its_language(either: Account) -> None:
    page = Page(as_html(either))
    assert page.open == []
    assert page.named("html") == [{"lang": {"en": "en", "zh": "zh-Hans"}[either.lang]}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.named("meta")
    assert as_html(either).startswith("<!DOCTYPE html>\n")


def test_page_refers_to_nothing_outside(either: Account) -> None:
    text = as_html(either)
    assert "http://" not in text
    assert "https://" not in text
    assert "@import" not in text
    assert "url(" not in text
    page = Page(text)
    assert not {"script", "img", "iframe", "object", "embed"} & {tag for tag, _ in page.tags}
    for _, attrs in page.tags:
        assert "src" not in attrs
        assert (attrs.get("href") or "#").startswith(("#", "data:,"))


def test_every_link_has_its_target_and_no_id_is_taken_twice(either: Account) -> None:
    page = Page(as_html(either))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids)) == len(either.lines)
    assert {attrs["href"] for attrs in page.named("a")} <= {f"#{name}" for name in ids}


def test_same_path_twice_gets_two_anchors(english: Account) -> None:
    lines = tuple(evolve(line, path="a b") for line in english.lines)
    ids = [a["id"] for _, a in Page(as_html(evolve(english, lines=lines))).tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert all(" " not in str(one) for one in ids)


def test_every_criterion_is_a_card_and_losses_are_open(english: Account) -> None:
    cards = Page(as_html(english)).named("details")
    criteria = [line for line in english.lines if line.kind == "criterion"]
    assert len(cards) == len(criteria)
    assert ["open" in card for card in cards] == [line.lost != "0" for line in criteria]


def test_folded_cards_are_unfolded_on_paper(english: Account) -> None:
    css = as_html(english).split("@media print")[1].split("</style>")[0]
    assert re.search(r"details::details-content \{[^}]*content-visibility: visible", css)


def test_page_says_everything_about_a_criterion(either: Account) -> None:
    text = Page(as_html(either)).text
    for line in harmless(either).lines:
        said = [
            line.label,
            line.why,
            line.cap,
            line.source,
            line.quote,
            *line.arithmetic,
            *(one.text for one in line.effects),
        ]
        said += [" ".join(line.rule.split())] if line.rule else []
        said += [line.next.text] if line.next else []
        said += [one.shown for one in line.observed]
        for words in filter(None, said):
            assert words in text


def test_total_is_up_front(english: Account) -> None:
    text = Page(as_html(english)).text
    assert "Total81.93 of 100" in text.replace("Total 81.93", "Total81.93")
    assert text.index("81.93") < text.index("The parts of the total") < text.index("Where the points went")


def test_bars_have_the_length_of_the_points(english: Account) -> None:
    bars = re.findall(r'aria-label="24 / 30">.*?class="given" width="([\d.]+)"', as_html(english))
    assert bars == ["80.0"]


@pytest.mark.parametrize(("points", "lost", "length"), [("105", "-5", "100.0"), ("-2", "102", "0.0")])
def test_bar_beyond_its_ends_is_kept_within(english: Account, points: str, lost: str, length: str) -> None:
    first = evolve(english.lines[0], points=points, lost=lost)
    text = as_html(evolve(english, lines=(first, *english.lines[1:])))
    label = f"{points} / 100".replace("-", "−")
    assert set(re.findall(rf'aria-label="{label}">.*?class="given" width="(.*?)"', text)) == {length}


def test_hostile_text_is_only_text(hostile: Account) -> None:
    text = as_html(hostile)
    page = Page(text)
    assert page.open == []
    assert "script" not in {tag for tag, _ in page.tags}
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert "<script>alert(1)</script>" in page.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_page_forbids_scripts_even_if_one_got_in(english: Account) -> None:
    policies = [m["content"] for m in Page(as_html(english)).named("meta") if "http-equiv" in m]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_rubric_without_weights_has_no_columns_for_them(english: Account) -> None:
    lines = tuple(
        evolve(line, weight=None, weighted=line.points, weighted_max=line.max) for line in english.lines
    )
    text = as_html(evolve(english, lines=lines, max="300"))
    assert re.findall(r'<th scope="col">(.*?)</th>', text) == ["points", "lost"]
    assert "weight" not in Page(text).text


def test_rubric_of_bare_criteria_is_one_list_of_cards(english: Account) -> None:
    lines = tuple(evolve(line, depth=0) for line in english.lines if line.kind == "criterion")
    page = Page(as_html(evolve(english, lines=lines)))
    assert page.open == []
    assert sum(attrs.get("class") == "cards" for _, attrs in page.tags) == 1
    assert "The parts of the total" not in page.text


def test_excluded_subject_has_a_reason_and_no_total(excluded: Account) -> None:
    text = Page(as_html(excluded)).text
    assert "Not scored withdrew midway" in text
    assert "Total" not in text
    assert "None" not in text


def test_excluded_subject_with_lines_says_what_they_are_worth(english: Account) -> None:
    account = evolve(english, outcome="excluded", reason="false material", total=None, published=None)
    assert "for information; they make no total" in Page(render(account, "html")).text

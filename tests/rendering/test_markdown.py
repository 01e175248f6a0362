"""The account as Markdown, read back by a Markdown parser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rubric_dsl.explanation.account import Account
from rubric_dsl.rendering import render
from rubric_dsl.rendering.harmless import harmless
from rubric_dsl.rendering.markdown import code, escape


def parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)


def leaves(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from leaves(token.children or [])


def headings(text: str) -> list[tuple[str, str]]:
    tokens = parsed(text)
    return [
        (token.tag, "".join(c.content for c in tokens[n + 1].children or []))
        for n, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def test_headings_follow_the_rubric(english: Account) -> None:
    found = headings(render(english, "markdown"))
    assert found[0] == ("h1", english.title)
    assert ("h2", "Where the points went") in found
    assert ("h2", "Daily work (63.5 / 100)") in found
    assert ("h3", "Other service activities (44 / 50)") in found
    assert ("h4", "Technical innovation (4 / 10)") in found
    assert found[-1] == ("h2", "How the total is made")


def test_every_section_has_one_table(either: Account) -> None:
    tables = [token for token in parsed(render(either, "markdown")) if token.type == "table_open"]
    sections = [line for line in either.lines if line.kind == "section"]
    assert len(tables) == len(sections) + 2  # the parts of the total, the largest losses


def test_details_of_a_criterion_are_named(chinese: Account) -> None:
    text = render(chinese, "markdown")
    details = text.split("### 服务活动开展（24 / 30）\n\n")[1].split("\n\n")[0]
    assert details.split("\n") == [
        "- **评分标准**：对接活动10次及以上得30分，每少1次减3分",
        "- **实际情况**：对接活动：8次",
        "- **计算过程**：10 − 8 = 2，少2次；30 − 2 × 3 = 24",
        "- **扣分原因**：比得满分所需的10次少2次（总分少得1.8分）",
        "- **依据**：附件1，信用贷款改革试点，第2行：“平台主办、承办并在后台发布的商业价值信用贷款对接活动"
        "10次及以上的得30分，每少1次减3分。”",
        "- **如何再得分**：再开展1次，本项加3分，总分加0.9分",
        "- **规则位置**：`annex-1.zh.rubric:96`",
    ]


def test_hostile_text_makes_no_markup_of_its_own(english: Account, hostile: Account) -> None:
    calm, wild = (list(leaves(parsed(render(account, "markdown")))) for account in (english, hostile))
    assert not {"html_block", "html_inline", "link_open", "em_open", "image"} & {t.type for t in wild} - {
        t.type for t in calm
    }
    for kind in ("heading_open", "table_open", "tr_open"):
        assert sum(t.type == kind for t in wild) == sum(t.type == kind for t in calm)
    assert "\x1b" not in render(hostile, "markdown")


def test_hostile_label_reads_as_it_was_written(hostile: Account) -> None:
    label = harmless(hostile).lines[0].label
    assert ("h2", f"{label} (92 / 100)") in headings(render(hostile, "markdown"))


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "`x`",
        "[a](b) ![c](d)",
        "<script>alert(1)</script>",
        "&lt; & &amp;",
        "*a* **b** _c_ __d__ ~~e~~",
        "snake_case_name",
        "\\| \\",
        "1. one",
        "- item",
        "+ 5 per item",
        "# title #",
        "> quote",
        "=== ",
        "10) ten",
        "$x$",
    ],
)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    tokens = list(leaves(parsed(f"| {escape(text)} |\n| --- |\n\n{escape(text)}")))
    assert {t.type for t in tokens} <= {
        *(
            f"{tag}_{side}"
            for tag in ("table", "thead", "tbody", "tr", "th", "paragraph")
            for side in ("open", "close")
        ),
        "inline",
        "text",
        "text_special",
    }
    whole = ["".join(c.content for c in token.children or []) for token in tokens if token.type == "inline"]
    assert whole == [text.strip(), text.strip()]


@pytest.mark.parametrize("text", ["a`b", "``", "`", "plain", "a|b", "<b>"])
def test_code_reads_as_it_was_written(text: str) -> None:
    inline = next(t for t in parsed(f"| {code(text)} |\n| --- |") if t.type == "inline")
    assert [(t.type, t.content) for t in inline.children or []] == [("code_inline", text)]


def test_multi_line_rule_stays_inside_its_item(english: Account) -> None:
    text = render(english, "markdown")
    assert (
        "→ 30, −2 per full 100 missing, capped\\\n"
        "  &nbsp;&nbsp;only if joined_together_campaign or joined_service_month\n"
    ) in text


def test_excluded_subject_has_a_reason_and_no_total(excluded: Account) -> None:
    text = render(excluded, "markdown")
    assert "**Not scored**: withdrew midway" in text
    assert "None" not in text

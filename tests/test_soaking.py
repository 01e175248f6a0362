"""The page about a long run says what Hypothesis counted, in whichever of its wordings."""

import pytest

from tests.soaking import counted, page


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("    - 10 passing, 0 failing, and 6 invalid test cases", (10, 6)),
        ("    - 100 passing examples, 0 failing examples, 5 invalid examples", (100, 5)),
        ("- during reuse phase:\n  - 2 passing, 0 failing, and 0 invalid test cases\n- 3 passing, 1 failing, and 4 invalid", (5, 4)),
        ("nothing was counted", (0, 0)),
    ],
)
def test_counts_are_read_from_what_is_told_of_a_test(told: str, counts: tuple[int, int]) -> None:
    assert counted(told) == counts


def test_page_names_seed_total_and_every_test() -> None:
    text = page([("a.py · first", 1000, 3, "passed"), ("b.py · second", 500, 0, "failed")], 7, 12.4)
    assert "seed 7: **1,500 examples** in 2 tests, of which 1 failed, in 12 minutes" in text
    assert "| a.py · first | 1,000 | 3 | passed |" in text

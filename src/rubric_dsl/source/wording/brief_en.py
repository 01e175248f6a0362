"""English for what is wrong with a value of a row, in a few words: the row itself shows the value."""

from __future__ import annotations

NO_KIND = {
    "count": "not a whole number",
    "yes/no": "neither yes nor no",
    "mark": "not a number",
    "amount": "not a number",
    "number": "not a number",
    "date": "not a day",
    "text": "not a text",
}
"""RB0503, by the kind that the value has to be."""

WORDS = {
    "RB0501": "missing",
    "RB0504": "not a whole number",
    "RB0505": "below {low}",
    "RB0506": "above {high}",
    "RB0508": "not finite",
    "RB0509": "more than {digits} digits or {places} decimals",
    "RB0510": "empty",
    "RB0513": "none of the options",
    "RB0523": "has a time of day",
    "RB0529": "not in steps of {grain} from {start}",
    "RB0563": "has a comma for thousands or for decimals",
    "RB0590": "outside {low} to {high}",
    "RB0650": "above {most}, the most that this query takes",
    "RB0650 below": "below {least}, the least that this query takes",
    "RB0651": "more than {scale} decimals, the most that this query takes",
}
LIST = "its list cannot be used"
UNCOMPARED = "all subjects are compared, and the values of some cannot be used"
"""RB0595: of a row that has no mistake of its own."""
TOO_FEW = "fewer than {fewest} subjects belong to the cohort, so nobody is scored"
"""RB0596: of every row."""
NOBODY = "no subject counts for what line {line} of the rubric says of all, so nobody is scored"
"""RB0594: of every row."""
TOO_MANY = "more than {most} subjects, the most that this query compares"
"""RB0650: of every row."""
UNDECIDED = "its grade is not decided, as only so many may have one and the values of some cannot be used"
"""RB0620: of a row that has a score."""
OVERFLOW = "its points have more than 38 digits"
"""RB0644"""

OF_METRIC = "{name}: {what} ({code})"
OF_ROW = "{what} ({code})"
BETWEEN = "; "

"""The checked rubric: names bound, kinds and ranges known, points and weights that add up."""

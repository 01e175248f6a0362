"""Tables of subjects, in the caller's own kind of frame → the same table with a score for every row."""

"""A subject's values, checked against the metrics' kinds and ranges before anything is scored."""

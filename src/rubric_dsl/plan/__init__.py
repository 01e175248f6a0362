"""The small core of exact operations: lowering, ranges, the reference interpreter, the meaning hash."""

"""A whole-number program as NumPy code: a slice that fits the cache at a time, in narrow integers."""

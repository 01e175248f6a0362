"""Tables of any length: files in and out as batches of rows, each a few tens of thousands, through Arrow.

Loaded by the commands that need it alone, and so may import pyarrow at once.
"""

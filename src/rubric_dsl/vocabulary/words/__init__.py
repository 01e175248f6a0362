"""The rows of the table of keywords, one module for each part of the language, each a tuple ROWS.

:mod:`rubric_dsl.vocabulary.keywords` joins them.
"""

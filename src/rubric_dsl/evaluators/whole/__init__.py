"""A plan as a program on whole numbers: what arrays and databases are given to run."""

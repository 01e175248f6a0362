"""What people run: the command line, the files of metrics that it reads, and what it writes."""

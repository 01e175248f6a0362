"""The commands of ``rubric``: one module each, loaded only when its command is run."""

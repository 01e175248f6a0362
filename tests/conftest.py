"""How hard the generated tests try: short every time, long for `make soak` or HYPOTHESIS_PROFILE=soak."""

import os

from hypothesis import settings

# No deadline: the first example pays for reading the grammar, and a busy machine is no mistake.
settings.register_profile("short", deadline=None, max_examples=100)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.register_profile("soak", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

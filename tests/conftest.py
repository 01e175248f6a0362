"""How hard the generated tests try.

``short``, the usual: a few examples, the same ones on every machine and every time, so that a change is held against
what held before it; what it finds is shown as found, since making it small can take longer than all the tests
(``HYPOTHESIS_PROFILE=quick`` on the test that failed makes it small). ``soak`` (``make soak`` or
HYPOTHESIS_PROFILE=soak): many more, and others every time; what it finds is kept in ``regressions/``, and what it did
in ``docs/soak.md``.
"""

import os

from hypothesis import Phase, settings

# No deadline: the first example pays for reading the grammar, and a busy machine is no mistake.
settings.register_profile(
    "short",
    deadline=None,
    max_examples=40,
    derandomize=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.register_profile(
    "soak", deadline=None, max_examples=int(os.environ.get("SOAK_EXAMPLES", "5000")), print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

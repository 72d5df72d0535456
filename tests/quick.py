"""How long a property test looks: briefly each time, and as long as one likes with `EXAMPLES=5000`."""

import os

from hypothesis import Phase, settings

quick = settings(
    max_examples=int(os.environ.get("EXAMPLES", "25")),
    deadline=None,
    database=None,
    # A mutant is seen with the first example; nobody reads the smallest.
    phases=[Phase.explicit, Phase.generate] if "MUTANT_UNDER_TEST" in os.environ else list(Phase),
)

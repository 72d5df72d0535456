"""How long a property test looks: briefly each time, and as long as one likes with `EXAMPLES=5000`."""

import os

from hypothesis import settings

quick = settings(max_examples=int(os.environ.get("EXAMPLES", "25")), deadline=None, database=None)

"""`python -m tui` is `phasebook`."""

import sys

from tui.cli import main

sys.exit(main())

"""Settings by environment; `production` is the safe default, `local` is what bin/run uses."""

"""How fast phasebook is, as ratios measured in one run: a laptop's own speed divides itself out.

`python -m benchmarks` measures everything and prints a table; docs/benchmarks.md says what stands in it.
"""

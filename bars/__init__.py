"""The bars: long measurements, each with a bound, each kept as a JSON stamped with its commit.

`make bars` measures what is not yet measured at this commit, so an interrupted
run goes on where it stopped. `make bars BAR=name` measures one, again.
"""

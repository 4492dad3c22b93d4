"""Side-by-side measurements with other programs; see benchmarks/README.md."""

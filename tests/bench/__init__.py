"""The benchmark: whole processes against the limits of docs/performance.md. Run by hand, never collected by pytest."""

"""Forms of the claims' pages: shape and type of what is typed, nothing else."""

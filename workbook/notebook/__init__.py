"""What runs inside a student's kernel: magics, interactive figures, plots."""

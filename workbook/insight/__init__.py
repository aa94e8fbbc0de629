"""What a class's grades tell: reports, item analysis, and files for other systems."""

"""A class: submissions in, grades, feedback and reports out."""

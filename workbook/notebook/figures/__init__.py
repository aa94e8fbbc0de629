"""Figures of the lessons: a picture that stands on its own, with sliders where a kernel runs."""

from workbook.notebook.figures.convolution import convolution

__all__ = ["convolution"]

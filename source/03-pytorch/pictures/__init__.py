"""Figures of the lessons: a picture that stands on its own, with sliders where a kernel runs."""

from workbook.notebook.figures.attention import attention
from workbook.notebook.figures.convolution import convolution
from workbook.notebook.figures.curves import learning_curve

__all__ = ["attention", "convolution", "learning_curve"]

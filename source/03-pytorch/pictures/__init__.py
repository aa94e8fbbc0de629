"""Figures of the lessons: a picture that stands on its own, with sliders where a kernel runs."""

from pictures.attention import attention
from pictures.convolution import convolution
from pictures.curves import learning_curve

__all__ = ["attention", "convolution", "learning_curve"]

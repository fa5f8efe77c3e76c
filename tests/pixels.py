"""Reads pictures for tests: how much of an area has a colour."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Pixels = NDArray[np.uint8]  # (height, width, 3): red, green, blue

# The ends of the light theme's scale.
ORANGE, BLUE = (0xE0, 0x81, 0x2A), (0x2A, 0x78, 0xB8)


def read_picture(path: Path) -> Pixels:
    """The pixels of an image file."""
    return as_pixels(QImage(str(path)))


def as_pixels(image: QImage) -> Pixels:
    """The pixels of an image, without its alpha."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


def share_near(pixels: Pixels, rgb: tuple[int, int, int], within: int = 40) -> float:
    """The share, 0 to 1, of pixels that differ from `rgb` by at most `within` in each channel."""
    return float((np.abs(pixels.astype(int) - rgb) <= within).all(axis=-1).mean())

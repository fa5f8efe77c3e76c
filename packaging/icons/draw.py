"""Draws the program's icon, an answer to XOR with a small network on it, and writes it in the formats of the systems.

Run by hand when the drawing changes: .venv/bin/python packaging/icons/draw.py
"""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter, QPainterPath, QPen

HERE = Path(__file__).resolve().parent
WINDOW_ICON = HERE.parent.parent / "app" / "resources" / "app.png"

BLUE, MIDDLE, ORANGE = (42, 120, 184), (241, 239, 236), (224, 129, 42)
# In units of the icon's side: three layers of a network, from left to right.
LAYERS = (((0.22, 0.36), (0.22, 0.64)), ((0.5, 0.24), (0.5, 0.5), (0.5, 0.76)), ((0.78, 0.5),))


def answer(side: int) -> QImage:
    """What a network that solved XOR answers over the unit square, in the program's colours."""
    x, y = np.meshgrid(np.linspace(-1, 1, side), np.linspace(-1, 1, side))
    value = np.tanh(5 * x) * np.tanh(5 * y)
    far = np.where(value[..., None] < 0, ORANGE, BLUE)
    pixels = np.asarray(MIDDLE + (far - MIDDLE) * np.abs(value)[..., None], dtype=np.uint8)
    return QImage(pixels.tobytes(), side, side, 3 * side, QImage.Format.Format_RGB888).copy()


def icon(side: int) -> QImage:
    """The icon, `side` pixels wide."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, side, side), 0.2 * side, 0.2 * side)
    painter.setClipPath(outline)
    painter.drawImage(0, 0, answer(side))
    if side >= 24:  # below, its lines would only blur the colours
        _draw_network(painter, side)
    painter.end()
    return image


def _draw_network(painter: QPainter, side: int) -> None:
    ink = QColor("#1d2733")
    painter.setPen(QPen(ink, 0.03 * side))
    for left, right in pairwise(LAYERS):
        for start in left:
            for end in right:
                painter.drawLine(QPointF(*start) * side, QPointF(*end) * side)
    painter.setPen(QPen(ink, 0.035 * side))
    painter.setBrush(QColor("#ffffff"))
    for layer in LAYERS:
        for place in layer:
            painter.drawEllipse(QPointF(*place) * side, 0.085 * side, 0.085 * side)


def png(side: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(icon(side))
    return bytes(buffer.data().data())


def ico(sides: tuple[int, ...]) -> bytes:
    """A Windows icon: a header, a directory entry of 16 bytes per picture, the pictures as PNG."""
    pictures = [png(side) for side in sides]
    offset = 6 + 16 * len(sides)
    head = struct.pack("<HHH", 0, 1, len(sides))
    for side, picture in zip(sides, pictures, strict=True):
        head += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + b"".join(pictures)


def icns() -> bytes:
    """A macOS icon: a header, then a type, a length and a PNG per picture."""
    kinds = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
    blocks = b"".join(kind + struct.pack(">I", 8 + len(png(side))) + png(side) for kind, side in kinds.items())
    return b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks


if __name__ == "__main__":
    application = QGuiApplication(["draw", "-platform", "offscreen"])
    WINDOW_ICON.write_bytes(png(256))
    (HERE / "perceptron-lab.png").write_bytes(png(512))
    (HERE / "perceptron-lab.ico").write_bytes(ico((16, 24, 32, 48, 64, 256)))
    (HERE / "perceptron-lab.icns").write_bytes(icns())

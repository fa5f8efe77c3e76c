"""Pictures of widgets: as pixels, finer than the screen where that is asked for, or as a drawing of lines and words."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

_DOTS_PER_INCH = 96  # of a picture that is not finer
_INCH = 0.0254  # metres


def as_image(widget: QWidget, ground: QColor, finer: int = 1) -> QImage:
    """What `widget` shows, on `ground`, with so many pixels for each unit of length. It says how large it is."""
    image = QImage(widget.size() * finer, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(finer)
    image.fill(ground)
    painter = QPainter(image)
    _draw(widget, painter)
    painter.end()
    image.setDevicePixelRatio(1.0)  # what else a program might do with it is not known
    dots = round(finer * _DOTS_PER_INCH / _INCH)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    return image


def as_png(image: QImage) -> QByteArray:
    """The contents of a PNG file that holds `image`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return buffer.data()


def as_svg(widget: QWidget, ground: QColor, title: str) -> QByteArray:
    """The contents of an SVG file that draws `widget` on `ground`."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the older one does not know that parts are cut off
    generator.setOutputDevice(buffer)
    generator.setResolution(_DOTS_PER_INCH)
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(0, 0), widget.size()))
    generator.setTitle(title)
    generator.setDescription("")
    painter = QPainter(generator)
    painter.fillRect(widget.rect(), ground)
    _draw(widget, painter)
    painter.end()
    return buffer.data()


def _draw(widget: QWidget, painter: QPainter) -> None:
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)

"""A preset in the gallery: its picture, its title, whether it works, and its paragraph, painted as a card."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.numbers import localised
from app.theme import LIGHT, Theme
from app.type_size import scaled
from app.windows.presets.pictures import PresetPictures
from app.windows.presets.words import unbroken
from nncore import PRESETS, Preset

NAME = Qt.ItemDataRole.UserRole
WORKS, FAILS = "works", "fails on purpose"

LEAST_WIDTH, HEIGHT = 420, 120
MARGIN, GAP, PICTURE = 12, 12, 96
RADIUS, PICTURE_RADIUS = 8, 4
TITLE_PX, TEXT_PX, BADGE_PX = 13, 12, 11
LINE = 1.0


class PresetCard(QStyledItemDelegate):
    """Paints items whose NAME is that of a preset."""

    def __init__(self, pictures: PresetPictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._theme = LIGHT
        self._width = scaled(LEAST_WIDTH)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def set_width(self, width: int) -> None:
        """How wide a card is."""
        self._width = width

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802  Qt's
        return QSize(self._width, scaled(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        preset = PRESETS[index.data(NAME)]
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_frame(painter, QRectF(room), state)
        side = scaled(PICTURE)
        picture = QRect(room.left() + MARGIN, room.top() + MARGIN, side, side)
        self._paint_picture(painter, QRectF(picture), preset)
        words = QRect(picture.right() + GAP, room.top() + MARGIN, 0, room.height() - 2 * MARGIN)
        words.setRight(room.right() - MARGIN)
        self._paint_words(painter, words, preset)
        painter.restore()

    def _paint_frame(self, painter: QPainter, room: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        chosen, hovered = QStyle.StateFlag.State_Selected in state, QStyle.StateFlag.State_MouseOver in state
        width = 2 * LINE if chosen else LINE
        colour = theme.accent if chosen else theme.quiet if hovered else theme.line
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(QColor(theme.card))
        inset = width / 2
        painter.drawRoundedRect(room.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter, square: QRectF, preset: Preset) -> None:
        density = painter.device().devicePixelRatioF()
        outline = QPainterPath()
        outline.addRoundedRect(square, PICTURE_RADIUS, PICTURE_RADIUS)
        painter.save()
        painter.setClipPath(outline)
        painter.drawPixmap(square.topLeft(), self._pictures.pixmap(preset.name, self._theme, scaled(PICTURE), density))
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, preset: Preset) -> None:
        theme = self._theme
        title, badge = _font(painter, TITLE_PX, bold=True), FAILS if preset.fails else WORKS
        first = QRect(room.left(), room.top(), room.width(), QFontMetrics(title).height())
        badge_font = _font(painter, BADGE_PX)
        badge_width = QFontMetrics(badge_font).horizontalAdvance(badge) + GAP
        self._write(painter, title, theme.text, first.adjusted(0, 0, -badge_width, 0), preset.title)
        painter.setFont(badge_font)
        painter.setPen(QColor(theme.negative if preset.fails else theme.good))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, badge)
        painter.setFont(_font(painter, TEXT_PX))
        painter.setPen(QColor(theme.quiet))
        text = QRect(room.left(), first.bottom() + 5, room.width(), room.bottom() - first.bottom() - 4)
        words = localised(unbroken(preset.paragraph))
        painter.drawText(text, int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap), words)

    def _write(self, painter: QPainter, font: QFont, colour: str, room: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QPointF(room.left(), room.top() + QFontMetrics(font).ascent()), shown)


def _font(painter: QPainter, pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(scaled(pixels))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font

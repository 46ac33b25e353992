"""Blocks of pictures, recordings and files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from cms import pictures


class FigureBlock(blocks.StructBlock):
    """A picture that says what it shows."""

    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.TextBlock(
        label=_("what it shows, in words"),
        required=False,
        rows=2,
        help_text=_(
            "Read aloud to those who cannot see the picture; needed before the page is published."
        ),
    )
    decorative = blocks.BooleanBlock(
        label=_("only decorative"),
        required=False,
        help_text=_("The picture says nothing that the text does not say; it is passed over."),
    )
    caption = blocks.TextBlock(label=_("caption"), required=False, rows=2)
    source = blocks.CharBlock(label=_("source"), required=False)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the picture as it is to be shown."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        alt = "" if value["decorative"] else value["alt"]
        return {**context, "picture": pictures.shown(value["image"]), "alt": alt}

    class Meta:
        icon = "image"
        label = _("Figure")
        description = _("A picture with caption and source.")
        template = "cms/blocks/figure.html"


class VideoBlock(blocks.StructBlock):
    """A video that can also be read."""

    media = VideoChooserBlock(label=_("video"))
    title = blocks.CharBlock(label=_("title"))
    captions = DocumentChooserBlock(
        label=_("captions"),
        required=False,
        help_text=_("A WebVTT file (.vtt). A video has captions, a transcript, or both."),
    )
    transcript = blocks.TextBlock(label=_("transcript"), required=False)
    poster = ImageChooserBlock(label=_("still picture"), required=False)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the still picture as it is to be shown."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "poster": pictures.shown(value["poster"])}

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video with captions and transcript.")
        template = "cms/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    """A recording that can also be read."""

    media = AudioChooserBlock(label=_("recording"))
    title = blocks.CharBlock(label=_("title"))
    transcript = blocks.TextBlock(
        label=_("transcript"),
        required=False,
        help_text=_("Needed before the page is published."),
    )

    class Meta:
        icon = "wagtailmedia-audio"
        label = _("Audio")
        description = _("A recording with its transcript.")
        template = "cms/blocks/audio.html"


class FileBlock(blocks.StructBlock):
    """A file to take away."""

    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"))
    description = blocks.CharBlock(label=_("what is in it"), required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("File")
        description = _("A file to take away.")
        template = "cms/blocks/file.html"

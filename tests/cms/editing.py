"""Sending the editor's form as a browser does."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtailmedia.models import Media

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9"/></svg>'


def make_picture() -> Image:
    image = Image(title="Drawing", file=ContentFile(SVG, "d.svg"), width=10, height=10)
    image.save()
    return image


def make_media(kind: str) -> Media:
    ending = {"audio": "m4a", "video": "mp4"}[kind]
    file = ContentFile(b"sound" * 90, name=f"talk.{ending}")
    return Media.objects.create(title="Talk", type=kind, duration=90, file=file)


def make_document(name: str = "talk.vtt") -> Document:
    document = Document(title=name, file=ContentFile(b"WEBVTT\n", name=name))
    document.save()
    return document


def text(html: str) -> tuple[str, str]:
    return "text", rich_text(html)


def figure(**more: Any) -> tuple[str, dict[str, Any]]:
    values = {"image": make_picture().pk, "alt": "", "caption": "", "source": "", **more}
    return "figure", values


def video(**more: Any) -> tuple[str, dict[str, Any]]:
    values = {"media": make_media("video").pk, "title": "Talk", "captions": "", "poster": ""}
    return "video", {**values, "transcript": "", **more}


def audio(**more: Any) -> tuple[str, dict[str, Any]]:
    values = {"media": make_media("audio").pk, "title": "Talk", "transcript": ""}
    return "audio", {**values, **more}


def form_of(*blocks: tuple[str, Any], **more: Any) -> dict[str, Any]:
    """Return the form of a lesson with these blocks."""
    fields = {
        "title": "Lesson",
        "slug": "lesson-x",
        "summary": "",
        "minutes": "10",
        "required": "on",
        "body": streamfield(list(blocks)),
        "comments": inline_formset([]),
    }
    return {**nested_form_data(fields), **more}


def send(client: Any, page: Any, *blocks: tuple[str, Any], **more: Any) -> Any:
    """Send the editor's form of a lesson; ``action-publish="on"`` publishes."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form_of(*blocks, **more))


PUBLISH = {"action-publish": "action-publish"}

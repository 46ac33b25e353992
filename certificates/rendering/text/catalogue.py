"""Which typefaces there are, and which script is set in which of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from certificates.rendering.text.languages import han_region


class Style(StrEnum):
    """The four voices of a certificate; scripts without four faces use the one they have."""

    DISPLAY = "display"
    TEXT = "text"
    ITALIC = "italic"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class FaceSpec:
    """Where a typeface lies and how it is set.

    ``scale`` evens out the apparent size beside Latin text of the same nominal size; ``weight``
    pins the axis of a variable face.
    """

    key: str
    package: str
    path: tuple[str, ...]
    scale: float = 1.0
    weight: int | None = None


_OWN: Final = "certificates.rendering.fonts"
_CJK: Final = "justmytype_intl_cjk"


def _own(key: str, scale: float = 1.0) -> FaceSpec:
    return FaceSpec(key, _OWN, (f"{key}-Regular.ttf",), scale)


def _cjk(region: str) -> FaceSpec:
    key = f"NotoSans{region}"
    path = ("fonts", "ofl", key.lower(), f"{key}[wght].ttf")
    return FaceSpec(key, _CJK, path, scale=0.94, weight=400)


# Latin, Greek and Cyrillic have a face for each style.
_DISPLAY: Final = _own("NotoSerifDisplay")
_TEXT: Final = _own("NotoSerif")
_ITALIC: Final = FaceSpec("NotoSerifItalic", _OWN, ("NotoSerif-Italic.ttf",))
_LABEL: Final = _own("NotoSans")
_EUROPEAN: Final = {
    Style.DISPLAY: (_DISPLAY, _TEXT, _LABEL),
    Style.TEXT: (_TEXT, _LABEL),
    Style.ITALIC: (_ITALIC, _TEXT, _LABEL),
    Style.LABEL: (_LABEL, _TEXT),
}
_EUROPEAN_SCRIPTS: Final = frozenset({"Latn", "Grek", "Cyrl", "Zyyy", "Zinh", "Zzzz"})

_NASKH: Final = _own("NotoNaskhArabic", 1.12)
_NASTALIQ: Final = _own("NotoNastaliqUrdu", 0.92)
_HAN: Final = {region: _cjk(region) for region in ("SC", "TC", "JP", "KR")}
_HAN_SCRIPTS: Final = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
_NASTALIQ_LANGUAGES: Final = frozenset({"ur", "pnb", "ks", "khw", "skr"})

_BY_SCRIPT: Final = {
    "Adlm": _own("NotoSansAdlam"),
    "Armn": _own("NotoSerifArmenian"),
    "Bali": _own("NotoSansBalinese"),
    "Beng": _own("NotoSerifBengali"),
    "Cakm": _own("NotoSansChakma"),
    "Cans": _own("NotoSansCanadianAboriginal"),
    "Cham": _own("NotoSansCham"),
    "Cher": _own("NotoSansCherokee"),
    "Copt": _own("NotoSansCoptic"),
    "Deva": _own("NotoSerifDevanagari", 1.04),
    "Ethi": _own("NotoSerifEthiopic"),
    "Geor": _own("NotoSerifGeorgian"),
    "Gujr": _own("NotoSerifGujarati", 1.04),
    "Guru": _own("NotoSerifGurmukhi", 1.04),
    "Hebr": _own("NotoSerifHebrew", 1.08),
    "Java": _own("NotoSansJavanese"),
    "Khmr": _own("NotoSerifKhmer"),
    "Knda": _own("NotoSerifKannada"),
    "Laoo": _own("NotoSerifLao", 1.06),
    "Lepc": _own("NotoSansLepcha"),
    "Limb": _own("NotoSansLimbu"),
    "Lisu": _own("NotoSansLisu"),
    "Mlym": _own("NotoSerifMalayalam"),
    "Mong": _own("NotoSansMongolian"),
    "Mtei": _own("NotoSansMeeteiMayek"),
    "Mymr": _own("NotoSerifMyanmar"),
    "Nkoo": _own("NotoSansNKo"),
    "Olck": _own("NotoSansOlChiki"),
    "Orya": _own("NotoSansOriya", 1.04),
    "Osma": _own("NotoSansOsmanya"),
    "Rohg": _own("NotoSansHanifiRohingya"),
    "Sinh": _own("NotoSerifSinhala"),
    "Sund": _own("NotoSansSundanese"),
    "Sylo": _own("NotoSansSylotiNagri"),
    "Syrc": _own("NotoSansSyriac"),
    "Taml": _own("NotoSerifTamil"),
    "Telu": _own("NotoSerifTelugu"),
    "Tfng": _own("NotoSansTifinagh"),
    "Thaa": _own("NotoSansThaana"),
    "Thai": _own("NotoSerifThai", 1.06),
    "Tibt": _own("NotoSerifTibetan"),
    "Vaii": _own("NotoSansVai"),
    "Yiii": _own("NotoSansYi"),
}


def faces_for(script: str, style: Style, language: str, text: str) -> tuple[FaceSpec, ...]:
    """The typefaces to try for a script, best first."""
    european = _EUROPEAN[style]
    if script in _EUROPEAN_SCRIPTS:
        return european
    if script == "Arab":
        urdu = language.lower().split("-")[0] in _NASTALIQ_LANGUAGES
        return (_NASTALIQ, _NASKH, *european) if urdu else (_NASKH, _NASTALIQ, *european)
    if script in _HAN_SCRIPTS:
        first = han_region(language, text)
        rest = [face for region, face in _HAN.items() if region != first]
        return (_HAN[first], *rest, *european)
    own = _BY_SCRIPT.get(script)
    return (own, *european) if own else european


def last_resorts() -> tuple[FaceSpec, ...]:
    """Every typeface, for a sign that no face of its script has."""
    return (*_EUROPEAN[Style.DISPLAY], _NASKH, *_BY_SCRIPT.values(), *_HAN.values())


def own_faces() -> tuple[FaceSpec, ...]:
    """The typefaces that lie in this repository."""
    return (_DISPLAY, _TEXT, _ITALIC, _LABEL, _NASKH, _NASTALIQ, *_BY_SCRIPT.values())

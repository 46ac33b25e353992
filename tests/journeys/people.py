"""Who walks the journeys: each story in English and Arabic, on a phone and on a wide screen."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "demo-diaspora"
NAMES = {"en": "Grace Achieng", "ar": "سلمى الناصر"}


@dataclass(frozen=True)
class Variant:
    """One way of walking a story."""

    language: str
    width: int

    @property
    def label(self) -> str:
        return f"{self.language}-{self.width}"

    def person(self, story: str) -> Person:
        """Return the story's own learner, who meets no other story."""
        return Person(f"{story}-{self.label}", f"{NAMES[self.language]} {self.width}")


@dataclass(frozen=True)
class Person:
    """Somebody who can log in."""

    account: str
    name: str

    @property
    def email(self) -> str:
        return f"{self.account}@example.org"


VARIANTS = tuple(Variant(language, width) for language in ("en", "ar") for width in (360, 1280))
# Learners at the beginning, newcomers without a place, and those who have met everything.
READS, SITS, WRITES, RETURNS = LEARNERS = ("reads", "sits", "writes", "returns")
PLAIN, TYPES = NEWCOMERS = ("plain", "types")
READY = "ready"
DEMO = {
    account: Person(account, name)
    for account, name in {
        "amina": "أمينة الخطيب",
        "nadia": "Nadia Benali-Okonkwo",
        "tomas": "Tomás Novák Rivera",
        "edith": "Edith Lindqvist",
        "rosa": "Rosa Quintero",
        "viktor": "Віктор Шевчук",
        "omar": "عمر حسن",
        "admin": "Ada Minister",
    }.items()
}

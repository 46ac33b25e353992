"""Facts about the demo's content: lengths, quizzes, sources, and translations that are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

CONTENT = Path(__file__).parents[2] / "lms" / "demo" / "content"
FOLDERS = sorted((CONTENT / "en").glob("[0-9]*"))
LANGUAGES = ("fr", "es", "ar")
WORD = re.compile(r"\w[\w’'-]*")


def read(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def lessons(folder: Path):
    course = read(folder / "course.yaml")
    stems = [stem for module in course["modules"] for stem in module["lessons"]]
    return {stem: read(folder / f"{stem}.yaml") for stem in stems}


def blocks(lesson, kind=None):
    pairs = [pair for block in lesson["blocks"] for pair in block.items()]
    return [value for name, value in pairs if kind in {None, name}]


def length(lesson):
    words = [*blocks(lesson, "text"), *(box["text"] for box in blocks(lesson, "callout"))]
    return sum(len(WORD.findall(text)) for text in words)


def kinds(lesson):
    return [name for block in lesson["blocks"] for name in block]


def test_there_are_eleven_blocks():
    assert len(FOLDERS) == 11


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name[:2])
class TestBlock:
    def test_it_has_three_lessons_of_400_to_900_words(self, folder):
        reading = [
            length(lesson)
            for lesson in lessons(folder).values()
            if not {"quiz", "assignment"} & set(kinds(lesson))
        ]
        assert len(reading) >= 3
        assert min(reading) >= 400
        assert max(reading) <= 900

    def test_its_quiz_has_eight_questions_and_says_why_at_each_choice(self, folder):
        questions = read(folder / "quiz.yaml")["questions"]
        assert len(questions) >= 8
        for question in questions:
            assert question["explanation"].strip()
            assert all(choice["feedback"].strip() for choice in question["choices"])
            assert any(choice["correct"] for choice in question["choices"])

    def test_every_figure_has_words_and_a_source(self, folder):
        for lesson in lessons(folder).values():
            for figure in blocks(lesson, "figure"):
                assert figure["alt"].strip()
                assert figure["source"].strip()
                assert (CONTENT / "figures" / figure["file"]).exists()


def test_the_hours_of_the_blocks_are_those_of_the_programme():
    hours = [read(folder / "course.yaml")["hours"] for folder in FOLDERS]
    assert sum(hours) == read(CONTENT / "site.yaml")["programme"]["hours_total"]


def test_each_key_fact_has_a_year_and_a_source():
    for path in (CONTENT / "en").glob("facts-*.yaml"):
        for fact in read(path):
            assert re.search(r"\d{4}", str(fact["as_of"])), fact["slug"]
            assert fact["source"].strip(), fact["slug"]


def test_block_six_covers_all_objectives_of_the_compact():
    words = "\n".join(
        str(value) for lesson in lessons(FOLDERS[5]).values() for value in blocks(lesson)
    )
    assert all(re.search(rf"(?<!\d){number}(?!\d)", words) for number in range(1, 24))


@pytest.mark.parametrize("language", LANGUAGES)
class TestTranslation:
    def test_block_one_is_whole(self, language):
        source = lessons(FOLDERS[0])
        translated = lessons(CONTENT / language / FOLDERS[0].name)
        assert translated.keys() == source.keys()
        for stem, lesson in translated.items():
            assert kinds(lesson) == kinds(source[stem])
            assert lesson["title"] != source[stem]["title"]

    def test_its_quiz_is_whole(self, language):
        source = read(FOLDERS[0] / "quiz.yaml")["questions"]
        translated = read(CONTENT / language / FOLDERS[0].name / "quiz.yaml")["questions"]
        assert [len(row["choices"]) for row in translated] == [
            len(row["choices"]) for row in source
        ]

    def test_its_figures_have_their_words_translated(self, language):
        for lesson in lessons(CONTENT / language / FOLDERS[0].name).values():
            for figure in blocks(lesson, "figure"):
                assert figure["file"].endswith(f".{language}.svg")
                assert (CONTENT / "figures" / figure["file"]).exists()

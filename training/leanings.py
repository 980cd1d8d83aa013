"""What the words of the shipped competences speak for, learnt once and shipped: ``python -m training.leanings``.

Run it after every change of what competences say. Seconds; without it every index learns it anew.
"""

from __future__ import annotations

from benchmarks.pooling import ShippedStore
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.leanings import SHIPPED, Lesson, ship
from s3graph.model import Language
from s3graph.resources import shelf


def main() -> None:
    catalogue, folder = read_catalogue(ShippedStore()), shelf("models") / SHIPPED
    folder.mkdir(exist_ok=True)
    lessons = [Lesson.of(catalogue, language) for language in Language]
    ship(lessons, folder)
    for lesson in lessons:
        print(f"{lesson.language}: {len(lesson.texts)} passages of {lesson.competences} competences")


if __name__ == "__main__":
    main()

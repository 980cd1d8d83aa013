"""What the words of the shipped competences speak for, learnt once and shipped: ``python -m training.leanings``.

Run it after every change of what competences say. Seconds; without it every index learns it anew.
"""

from __future__ import annotations

from benchmarks.pooling import ShippedStore
from s3graph.matching.harvest import read_catalogue
from s3graph.matching.leanings import SHIPPED, Lesson, write_weights
from s3graph.model import Language
from s3graph.resources import shelf


def main() -> None:
    catalogue, folder = read_catalogue(ShippedStore()), shelf("models") / SHIPPED
    folder.mkdir(exist_ok=True)
    for language in Language:
        lesson = Lesson.of(catalogue, language)
        write_weights(lesson, lesson.learnt(), folder)
        print(f"{language}: {len(lesson.texts)} passages of {lesson.competences} competences")


if __name__ == "__main__":
    main()

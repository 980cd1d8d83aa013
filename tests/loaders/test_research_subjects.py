"""Research subjects: both names in one cell, cut where the English one begins."""

from __future__ import annotations

import pytest

from loaders.research_subjects import RESEARCH_SUBJECT_READER, apart
from s3graph.vocabulary import entity
from tests.loaders.sent import said, triples


@pytest.mark.parametrize(
    ("both", "swedish", "english"),
    [
        ("Ämne, Topic", "Ämne", "Topic"),
        (
            "Ämne och annat, samt mer, Topic and Other, and More",
            "Ämne och annat, samt mer",
            "Topic and Other, and More",
        ),
        ("Ämne    , Topic", "Ämne", "Topic"),
        ("Bara svenska", "Bara svenska", ""),
    ],
)
def test_the_names_are_cut_apart(both: str, swedish: str, english: str) -> None:
    assert apart(both) == (swedish, english)


def test_a_subject_has_both_names_and_its_group() -> None:
    read = triples(RESEARCH_SUBJECT_READER, "code\tlabel_sv_en\n2\tTeknik, Engineering\n202\tEl, Electrical\n")
    found = said(read, entity("research-subject", "202"))
    assert found["prefLabel"] == {"El@sv", "Electrical@en"}
    assert found["broader"] == {entity("research-subject", "2").value}

"""Words whose sense the rest of the need tells."""

from __future__ import annotations

import pytest

from s3graph.matching.need import NeedRequest
from s3graph.matching.senses import as_meant
from s3graph.model import Language
from tests.matching.conftest import Met

CHEESE, MILL = "Vi gör ost på gården.", "Vårt sågverk har åtta anställda."


@pytest.mark.parametrize(
    ("need", "written", "read"),
    [
        (CHEESE, "vi vill testa hållbarheten", "vi vill testa hållbarhetstiden"),
        (CHEESE, "längre hållbarhet i butik", "längre hållbarhetstid i butik"),
        ("Vi kokar sylt.", "hållbarheten räcker inte", "hållbarhetstiden räcker inte"),
        (CHEESE, "vi vill arbeta med hållbarhet", "vi vill arbeta med hållbarhet"),
        (CHEESE, "hur man gör med hållbarhet och märkning", "hur man gör med hållbarhetstid och märkning"),
        (CHEESE, "vi jobbar med hållbarhet", "vi jobbar med hållbarhet"),
        (CHEESE, "social hållbarhet", "social hållbarhet"),
        (CHEESE, "hållbarhetsrapport till banken", "hållbarhetsrapport till banken"),
        ("Vår automatfirma har en kostnad.", "bättre hållbarhet", "bättre hållbarhet"),
        ("Posten kommer sent till vårt kontor.", "bättre hållbarhet", "bättre hållbarhet"),
        (MILL, "något mer förädlat", "något mer förädlat av trä"),
        (MILL, "börja förädla mer", "börja förädla av trä mer"),
        (CHEESE, "något mer förädlat", "något mer förädlat"),
        ("Vi vill växa.", "något mer förädlat", "något mer förädlat"),
        ("Vi gör ost på en gård med skog.", "förädla mer", "förädla mer"),
    ],
)
def test_words_are_said_in_full_where_the_need_tells_their_sense(need: str, written: str, read: str) -> None:
    assert as_meant(written, f"{need} {written}") == read


def test_it_is_what_is_compared_and_what_is_quoted_stays_as_it_was_written(met: Met) -> None:
    meeting = met(NeedRequest(f"{CHEESE} Vi vill testa hållbarheten på den."))
    part = meeting.need.parts[-1]
    assert (part.text, part.matter) == ("Vi vill testa hållbarheten på den.", "Vi vill testa hållbarhetstiden på den.")
    english = met(NeedRequest("We sell ost and want to test the hållbarheten of it in shops.", Language.EN))
    assert "hållbarheten" in english.need.matter

"""How likely each part of a need says what is wanted."""

from __future__ import annotations

import numpy as np
import pytest

from s3graph.matching.need import LIKELY_WISHED, WISHED, Need, NeedRequest, Part, need_of, read_need
from s3graph.matching.wishing import Clause, Reader, reader, rows, signs
from s3graph.matching.wording import BLOCK
from s3graph.model import Language, Text
from tests.matching.conftest import Met
from tests.matching.wished import likely

TWO = [Clause("Vi gör ost.", asks=False, worded=False), Clause("Vi vill sälja den.", asks=True, worded=True)]


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("Vi gör ost på gården. Vi vill sälja den i butiker.", (False, True)),
        ("There are two of us in Visby who can code games. We want an office among other firms.", (False, True)),
        ("We weld racks for schools. The shelf life is too short.", (False, True)),
        (
            "Pappa har tröttnat och sitter mest på bryggan. Vi behöver någon att prata med om ägarskiftet.",
            (False, True),
        ),
        (
            "Grannen har redan skaffat solceller och skryter om det. Själva vill vi sälja getost i Tyskland.",
            (False, True),
        ),
        (
            "A client in Nybro has been running a joinery since 1974. The bank says no to the new machine. "
            "She would like to bring in a partner with money.",
            (False, False, True),
        ),
    ],
)
def test_what_is_told_by_the_way_is_less_likely_a_wish_than_what_is_wanted(text: str, wishes: tuple[bool, ...]) -> None:
    chances = np.array([part.chance for part in read_need(NeedRequest(text)).parts])
    wanted = np.array(wishes)
    assert chances[wanted].min() > LIKELY_WISHED
    assert chances[~wanted].max() < chances[wanted].min() - 0.2


def test_what_is_refused_does_not_become_a_wish() -> None:
    said = "Vi vill absolut inte ta in någon delägare. Vi behöver pengar till en ny ugn."
    first, second = read_need(NeedRequest(said)).parts
    assert first.chance < WISHED < LIKELY_WISHED < second.chance


def need(*chances: float) -> Need:
    parts = tuple(Part(str(place), True, str(place), chance) for place, chance in enumerate(chances))
    return Need("x", Language.SV, False, parts, "x")


def test_a_part_is_wished_that_is_as_likely_or_else_the_likeliest() -> None:
    assert need(WISHED, WISHED - 0.01, 0.9).wishes == (True, False, True)
    assert need(0.1, 0.2, 0.2).wishes == (False, True, True)
    assert need().wishes == ()


def test_what_only_tells_who_asks_is_no_wish_of_a_group(met: Met) -> None:
    meeting = likely(met(NeedRequest("Vi gör ost på gården. Vi vill köpa en robot.")), 0.9, 0.2)
    assert meeting.need.wishes == (True, False)
    assert meeting.of_parts([0, 1], "x", [0]).need.wishes == (False, True)


def test_a_need_said_in_competences_wishes_each() -> None:
    assert need_of([Text("ost", "cheese"), Text("export", "export")], Language.SV).wishes == (True, True)


def test_each_part_is_read_with_its_neighbours() -> None:
    own = [signs(TWO, place) for place in (0, 1)]
    nothing = [0.0] * len(own[0])
    assert rows(TWO) == [own[0] + nothing + own[1], own[1] + own[0] + nothing]
    assert own[0] != own[1]


def test_a_chance_is_the_logistic_of_signs_and_words() -> None:
    count = len(rows(TWO)[0])
    plain = Reader(np.zeros(count, np.float32), np.zeros(2 * BLOCK, np.float32), 0.0)
    assert plain.chances(TWO) == pytest.approx([0.5, 0.5])
    asking = plain._replace(signs=np.eye(1, count, dtype=np.float32)[0])
    assert asking.chances(TWO) == pytest.approx([0.5, 1 / (1 + np.exp(-1))])
    worded = plain._replace(words=np.ones(2 * BLOCK, np.float32))
    assert worded.chances(TWO).min() > 0.7


def test_the_shipped_reader_has_a_weight_for_every_sign() -> None:
    assert reader().signs.shape == (len(rows(TWO)[0]),)
    assert reader().words.shape == (2 * BLOCK,)

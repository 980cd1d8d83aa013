from __future__ import annotations

from datetime import date

import pytest

from s3graph.errors import UsageError
from s3graph.matching import Index, Matcher, NeedRequest
from s3graph.matching.encoder import HashingEncoder
from s3graph.matching.industries import Industries
from tests.matching.conftest import ROOT, MemoryStore

SHIPPED = Industries.of(MemoryStore(ROOT / "ontology" / "sni2007.ttl"))


@pytest.mark.parametrize(
    ("written", "code"),
    [("16", "16"), ("16.2", "16.2"), ("162", "16.2"), ("16.23", "16.23"), ("1623", "16.23"), ("16.231", "16.231"),
     ("16231", "16.231"), ("01.110", "01.110"), (" 16.2 ", "16.2")],
)  # fmt: skip
def test_codes_of_every_level_are_read_with_and_without_dots(written: str, code: str) -> None:
    assert SHIPPED.code(written) == code


@pytest.mark.parametrize(
    "written",
    ["abc", "99.999", "00000", "1", "", "C", "16.", "1.6", "16.2.3.1", "162311", "१६", "811228-9874", "16.238"],
)
def test_an_unknown_code_is_a_problem_that_says_what_to_do(written: str) -> None:
    with pytest.raises(UsageError) as raised:
        SHIPPED.code(written)
    assert repr(written) in raised.value.detail.sv
    assert "16.231" in raised.value.detail.en


def test_a_finer_code_than_the_scheme_goes_is_its_nearest_broader_one() -> None:
    industries = Industries(["16", "16.2", "10"])
    assert [industries.code(code) for code in ("16.231", "10.511")] == ["16.2", "10"]
    with pytest.raises(UsageError):
        industries.code("16.3")


def test_a_release_without_a_scheme_knows_the_form_alone() -> None:
    assert Industries().code("16231") == "16.231"
    with pytest.raises(UsageError):
        Industries().code("1")


def test_the_matcher_refuses_what_the_scheme_does_not_know(index: Index, encoder: HashingEncoder) -> None:
    matcher = Matcher(index, encoder, industries=SHIPPED)
    for request in (NeedRequest("Vi vill göra ost", sni="99.999"), NeedRequest("Vi vill göra ost", size="stor")):
        with pytest.raises(UsageError):
            matcher.match(request, date(2026, 11, 1))
    assert matcher.match(NeedRequest("Vi vill göra ost", sni="16231", size="micro"), date(2026, 11, 1)).matches

"""``docs/contract.md`` is what the shapes say, complete, and its example is accepted."""

from __future__ import annotations

import re
from pathlib import Path

from s3graph.validation import Profile
from s3graph.validation.contract import broken_report, document, example, judged, sections
from s3graph.validation.rules import RULES
from s3graph.validation.workbook_rules import WORKBOOK_RULES
from s3graph.vocabulary import SH

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"
TEXT = document()


def test_the_page_is_as_the_shapes_have_it() -> None:
    again = "write it anew: python -m s3graph.validation.contract > docs/contract.md"
    assert PAGE.read_text(encoding="utf-8") == TEXT, again


def test_every_rule_of_every_profile_is_told() -> None:
    told = set(re.findall(r"^\| `([^`]+)` \|", TEXT, flags=re.MULTILINE))
    spoken = {
        shape.value.rsplit("/", 1)[-1]
        for shapes in (Profile.load(name).shapes for name in Profile.names())
        for shape in shapes.shapes
        if shapes.objects(shape, SH.message)
    }
    assert told == spoken | {rule.name for rule in (*RULES, *WORKBOOK_RULES)}


def test_severities_are_those_of_each_profile() -> None:
    partner, facts = Profile.load("partner").shapes, Profile.load("facts").shapes
    by_name = {shape.value.rsplit("/", 1)[-1]: shape for shape in partner.shapes}
    entries = [entry for section in sections(("partner", "facts")) for entry in section.entries]
    assert len(entries) > 100
    for entry in entries:
        shape = by_name[entry.name]
        assert entry.severities == {"partner": partner.severity(shape), "facts": facts.severity(shape)}
    assert "| `Initiative-end-stated` | violation | warning |" in TEXT


def test_sections_follow_the_profile_and_say_what_they_look_at() -> None:
    titles = [section.title for section in sections(("partner",))]
    assert titles[0] == "Names and texts, whatever they belong to"
    assert len(titles) == len(Profile.files("partner")) - 1
    assert all(section.targets for section in sections(("partner",)))
    assert "Looks at each `s3:Service` or `s3:Testbed`." in TEXT


def test_the_example_is_accepted_and_without_one_line_refused() -> None:
    assert example().strip() in TEXT
    assert judged(example()).findings == ()
    assert judged(example()).accepted
    assert "SupportActor-financing-stated (1)" in broken_report()
    assert broken_report().strip() in TEXT


def test_no_placeholder_is_left() -> None:
    assert "{?" not in TEXT
    assert "{$" not in TEXT

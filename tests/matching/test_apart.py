"""Where a text says itself that it turns to another wish."""

from __future__ import annotations

import pytest

from s3graph.matching.need import NeedRequest, read_need
from s3graph.matching.several import apart

TWO = "Vi driver en gård i Växjö. Vi vill göra ost av mjölken. Dessutom behöver vi hjälp med ytbehandling av träet."


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        (TWO, 2),
        ("We run a farm in Växjö. We want to make cheese. Also, we need help with treating the wood of the barn.", 2),
        ("Vi vill göra ost av mjölken. En helt annan sak: hur når vi gäster från Tyskland?", 2),
        (
            "Vi vill göra ost av mjölken. Sedan har en butik hört av sig och vi vet inte hur man säljer dit.",
            2,
        ),
        ("We want to make cheese of the milk. The other thing is that we need help with treating the wood.", 2),
        (
            "Mejeriet lägger två dagar på offerter. Sen är det en sak till: jag är 63 och barnen får ta över ysteriet.",
            2,
        ),
        ("We grow beans in Mörbylånga. Something else entirely: the dryer in the barn eats electricity.", 2),
        ("Dels vill vi göra ost av mjölken. Dels behöver vi hjälp med ytbehandling av träet.", 2),
        (
            "Vi svarvar detaljer i Växjö, tolv man. Dels får vi inte tag på folk till maskinerna, dels fyller jag 64 i"
            " vår och ingen av barnen vill ta över firman.",
            2,
        ),
        (
            "Half of every plank ends up as offcuts, surely someone could make something of it. We have also had"
            " enquiries from Norway and would like to sell there.",
            2,
        ),
        ("Det ena är att vi vill göra ost av mjölken. Det andra är att komma igång med försäljning på nätet.", 2),
        (
            "For one thing, we want to make cheese of our milk. For another, we would like to stay open in winter.",
            2,
        ),
        (
            "Vi häller ut mjölk. Det måste gå att göra något av det. En annan sak är ladan: träet är obehandlat och vi"
            " vill ytbehandla det.",
            2,
        ),
        (
            "We run a farm. Surely cheese could be made of the milk. Then there is the barn: its wood needs treating.",
            2,
        ),
        (
            "We run a farm. Two things worry us. We would like to make cheese. And the wood of the barn rots.",
            2,
        ),
        ("We run a farm. We would like to make cheese of the milk. And the wood of the barn rots.", 1),
        (
            "Vi vill göra ost av mjölken. Dessutom drar ladan mycket el. Vem kan hjälpa oss med de två sakerna?",
            2,
        ),
        (
            "We would like to make cheese of our milk. Then again, we don't know how to charge by the month for it.",
            2,
        ),
        ("Vi vill göra ost av mjölken. Från juni är det fullt, sen är det bara vi och katten.", 1),
        ("Vi vill göra ost av mjölken. Dessutom har vi fina lokaler vid sjön.", 1),
        ("Dessutom vill vi göra ost av mjölken på gården.", 1),
        ("Sedan vi bytte lack reser sig fibrerna. Vi behöver hjälp med ytbehandling av träet.", 1),
        ("Vi vill göra ost av mjölken. Dessutom kvantdatorer och blockkedjor.", 1),
    ],
)
def test_wishes_are_told_apart_where_the_text_says_so(text: str, groups: int) -> None:
    need = read_need(NeedRequest(text))
    found = apart(need)
    assert len(found) == groups
    assert [place for group in found for place in group] == list(range(len(need.parts)))


def test_what_is_another_thing_joins_nothing_before_it() -> None:
    """What is before it says too little to be a part without more."""
    said = (
        "Vi slänger tre ton gummi i månaden. Det måste gå att göra något av det, eller så finns det någon annan firma"
        " som vill ha det. En annan sak är ladan: den rostar."
    )
    before, another = (part.text for part in read_need(NeedRequest(said)).parts[-2:])
    assert before.endswith("vill ha det.")
    assert another.startswith("En annan sak")

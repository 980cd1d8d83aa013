"""SNI 2007 and SNI 2025: two schemes that share the look of their codes and nothing else."""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.sni import SNI_READERS
from s3graph.vocabulary import entity
from tests.loaders.sent import said, triples

SNI_2007, SNI_2025 = SNI_READERS
CONTENT = 'vardekod,vardebenamning\n16,"Trävaror, utom möbler"\n161,Sågning\n1610,Sågning\n16101,Påhittad sågning\n'


def test_codes_are_spelt_as_published_and_stand_below_each_other() -> None:
    read = triples(SNI_2007, CONTENT)
    finest = said(read, entity("sni2007", "16.101"))
    assert finest["notation"] == {"16.101"}
    assert finest["broader"] == {entity("sni2007", "16.10").value}
    assert finest["prefLabel"] == {"Påhittad sågning@sv"}


def test_the_platforms_own_names_of_divisions_stay_and_the_scheme_is_not_described_again() -> None:
    read = triples(SNI_2007, CONTENT)
    division = said(read, entity("sni2007", "16"))
    assert division["altLabel"] == {"Trävaror, utom möbler@sv"}
    assert "prefLabel" not in division
    assert said(read, entity("sni2007-scheme", "sni2007")) == {}


def test_the_two_never_share_an_address_nor_a_scheme() -> None:
    addresses = [
        {
            node.value
            for triple in triples(reader, CONTENT)
            for node in (triple.subject, triple.object)
            if isinstance(node, NamedNode) and "/id/" in node.value
        }
        for reader in (SNI_2007, SNI_2025)
    ]
    assert all(addresses)
    assert addresses[0] & addresses[1] == set()


def test_2025_has_both_languages_and_says_what_lies_above() -> None:
    content = "label_en,parent_code,label,code\nFORESTRY,A,Skogsbruk,02\nFARMING,,Jordbruk,A\n"
    found = said(triples(SNI_2025, content), entity("sni2025", "02"))
    assert found["prefLabel"] == {"Skogsbruk@sv", "FORESTRY@en"}
    assert found["broader"] == {entity("sni2025", "A").value}


def test_a_row_without_a_code_stands_under_its_line() -> None:
    read = triples(SNI_2025, "kod,benämning\n,Okänd\n")
    assert any(triple.subject == entity("sni2025", "Row-2") for triple in read)

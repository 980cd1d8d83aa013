"""What to paste into Excel's Power Query, pandas, R or a shell to fetch the answer to a saved question."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from urllib.parse import urlencode

PROGRAMS: Mapping[str, str] = {
    "power-query": "Excel (Power Query)",
    "pandas": "Python (pandas)",
    "r": "R",
    "curl": "curl",
}
"""Names of snippets, and what people call the program."""

_POWER_QUERY = """let
    Source = Csv.Document(
        Web.Contents({base}, [RelativePath = {path}{query}]),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
    ),
    Rows = Table.PromoteHeaders(Source, [PromoteAllScalars = true])
in
    Rows"""
_PANDAS = """import pandas as pd

rows = pd.read_parquet({address})"""
_R = """rows <- read.csv({address}, fileEncoding = "UTF-8")"""
_CURL = """curl --compressed -o {file} {address}"""


def snippets(base: str, name: str, values: Mapping[str, str]) -> dict[str, str]:
    """By the names of ``PROGRAMS``; ``values`` are the parameters of the question ``name`` at the service ``base``."""
    given = {key: value for key, value in values.items() if value}
    place = f"{base}/api/v1/queries/{name}"
    query = f"?{urlencode(given)}" if given else ""
    return {
        "power-query": _POWER_QUERY.format(
            base=_m(base), path=_m(f"api/v1/queries/{name}.csv"), query=_m_record(given) if given else ""
        ),
        "pandas": _PANDAS.format(address=json.dumps(f"{place}.parquet{query}", ensure_ascii=False)),
        "r": _R.format(address=json.dumps(f"{place}.csv{query}", ensure_ascii=False)),
        "curl": _CURL.format(file=shlex.quote(f"{name}.csv"), address=shlex.quote(f"{place}.csv{query}")),
    }


def _m(text: str) -> str:
    """A string of Power Query's language: a quotation mark is doubled, and ``#(`` begins an escape."""
    return '"' + text.replace("#(", "#(#)(").replace('"', '""').replace("\n", "#(lf)").replace("\r", "#(cr)") + '"'


def _m_record(values: Mapping[str, str]) -> str:
    fields = ", ".join(f"#{_m(name)} = {_m(value)}" for name, value in values.items())
    return f", Query = [{fields}]"

"""The settings: read once from the environment into one frozen object, and passed on."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_NUMBER = r"^([0-9]{2}[2-9][0-9]{3}-?[0-9]{4})?$"
"""Of a legal entity: a sole trader's, whose third digit is lower, is a person's number."""
_WEB = r"^(https?://[^\s<>\"{}|\\^`]+)?$"
_EMAIL = r"^([A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)?$"


class Settings(BaseSettings):
    """Each field is the environment variable ``S3GRAPH_<FIELD>``; docs/settings.md is checked against this class."""

    model_config = SettingsConfigDict(env_prefix="S3GRAPH_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("data"), description="Folder of deliveries, releases and the private database")
    host: str = Field("127.0.0.1", description="Address the service listens on")
    port: int = Field(8321, ge=0, le=65535, description="Port the service listens on; 0 takes a free one")
    language: Literal["sv", "en"] = Field("sv", description="Language of messages where the asker names none")
    public_url: str = Field("", description="Public address of the service; empty means as the request came")
    publisher_name: str = Field("S3Graph", min_length=1, description="Who answers for the data, as the catalogue says")
    publisher_number: str = Field("", pattern=_NUMBER, description="The publisher's organisation number")
    publisher_homepage: str = Field("", pattern=_WEB, description="The publisher's web page")
    contact_name: str = Field("", description="Whom to ask about the data; a role, not a person")
    contact_email: str = Field("", pattern=_EMAIL, description="Where to ask about the data; empty names none")
    trusted_proxies: str = Field("", description="Comma-separated addresses whose X-Forwarded-For is believed")
    example_data: bool = Field(True, description="Load the fictional example source on an empty data directory")
    encoder: str = Field("embedded", description="'embedded' or 'sentence-transformers:<name or path>'")
    encoder_prefix: str = Field("", description="Text put before every need, such as 'query: '")
    encoder_passage_prefix: str = Field("", description="Text put before all that needs meet, such as 'passage: '")
    encoder_threads: int = Field(1, ge=1, le=64, description="Threads the embedded encoder uses for one text")
    query_seconds: float = Field(10.0, gt=0, description="Seconds a SPARQL query may be worked on before it is ended")
    query_fetch_seconds: float = Field(60.0, gt=0, description="Seconds a SPARQL answer may take to be fetched, in all")
    query_memory_mb: int = Field(1024, gt=0, description="Memory one SPARQL query may take beyond the release, MiB")
    query_worn_mb: int = Field(1024, ge=0, description="Memory query processes may keep between scans, MiB")
    query_replica_mb: int = Field(4096, ge=0, description="Memory a release may take for queries, MiB; else from disk")
    query_result_mb: int = Field(64, gt=0, description="Bytes one SPARQL answer may have, MiB")
    query_length: int = Field(50_000, gt=0, description="Characters one SPARQL query may have")
    query_concurrency: int = Field(4, gt=0, description="SPARQL queries running at once")
    query_client_concurrency: int = Field(2, gt=0, description="SPARQL queries of one client running at once")
    query_queue: int = Field(64, ge=0, description="SPARQL queries that may wait for their turn")
    query_queue_seconds: float = Field(5.0, ge=0, description="Seconds a SPARQL query may wait for its turn")
    query_log: Literal["off", "hash", "text"] = Field("hash", description="How a query stands in the log")
    access_log: bool = Field(False, description="Log every request: method, path without query, status, time")
    need_length: int = Field(10_000, gt=0, description="Characters one need may have")
    need_days: int = Field(730, gt=0, description="Days a kept need is kept before it is erased")
    session_minutes: int = Field(120, gt=0, description="Minutes a person stays signed in without doing anything")
    import_mb: int = Field(2048, gt=0, description="Bytes one delivered file may have, unpacked, MiB")
    import_ratio: int = Field(250, gt=0, description="Times its size a packed file may have unpacked, past 64 MiB")
    import_literal_mb: int = Field(8, gt=0, le=15, description="Bytes one text inside a delivered file may have, MiB")
    import_line_mb: int = Field(32, gt=0, description="Bytes one line of N-Triples or N-Quads may have, MiB")
    import_triples: int = Field(50_000_000, gt=0, description="Statements one delivered file may have")
    import_rows: int = Field(200_000, gt=0, le=1_048_576, description="Rows one sheet of a workbook or CSV may have")
    import_nesting: int = Field(200, gt=0, le=500, description="Levels brackets or elements of a file may have")
    import_hosts: str = Field("", description="Comma-separated hosts that files may be fetched from by address")
    import_removal: float = Field(0.5, ge=0, le=1, description="Share of a source that a delivery removes unconfirmed")
    validation_mb: int = Field(5, gt=0, description="Bytes one file sent to the open validation service may have, MiB")
    validation_seconds: float = Field(30.0, gt=0, description="Seconds after which validation of such a file is ended")
    requests_per_minute: int = Field(300, gt=0, description="Requests one client may send in a minute")
    releases_kept: int = Field(10, gt=0, description="Releases kept by 'releases prune', beside one a month")

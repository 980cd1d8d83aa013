"""``/api-info``: what this interface is, in the fields of the national profile for REST interfaces."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from api.state import state_of
from s3graph import __version__

router = APIRouter(tags=["description"])
RELEASED = "2026-11-23"


class ApiInfo(BaseModel):
    """Names and meaning as DIGG's REST API profile gives them, rule VER.06."""

    model_config = ConfigDict(populate_by_name=True)

    api_name: str = Field(alias="apiName")
    api_version: str = Field(alias="apiVersion")
    api_released: str = Field(alias="apiReleased")
    api_documentation: str = Field(alias="apiDocumentation")
    api_status: str = Field(alias="apiStatus")


@router.get("/api-info", summary="About this interface / Om gränssnittet")
def api_info(request: Request) -> ApiInfo:
    """The documentation's address is the public one of the settings, else the one that was asked."""
    public = state_of(request).settings.public_url or str(request.base_url)
    return ApiInfo(
        api_name="s3graph",
        api_version=__version__,
        api_released=RELEASED,
        api_documentation=f"{public.rstrip('/')}/openapi.json",
        api_status="active",
    )

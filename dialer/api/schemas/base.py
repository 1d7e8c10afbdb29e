"""What every body, query and answer shares."""

from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Item = TypeVar("Item")


def _one_line(given: str) -> str:
    """Whoever writes more must not seem to have written the lines that follow, in a message say."""
    return " ".join(given.splitlines())


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_line)
]
Text = Annotated[str, StringConstraints(max_length=10_000)]
DatabaseId = Annotated[int, Field(ge=1, le=2**53)]


class In(BaseModel):
    """A request body or query: unknown fields are refused, so that a typing error is not lost."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """An answer."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Problem(Out):
    """Every refusal (RFC 9457): ``code`` for machines, ``detail`` for people."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str
    code: str


class Page(Out, Generic[Item]):
    """One page of a list; ``next`` is the cursor of the following one."""

    items: list[Item]
    next: str | None


class PageQuery(In):
    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=200)

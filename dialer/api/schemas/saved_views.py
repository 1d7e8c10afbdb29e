"""Saved views of lists."""

from typing import Annotated

from pydantic import StringConstraints

from dialer.api.schemas.base import In, Out
from dialer.api.schemas.session import Named

PageName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")]
ViewName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
ViewQuery = Annotated[str, StringConstraints(max_length=2000)]


class ViewsQuery(In):
    page: PageName


class ViewIn(In):
    page: PageName
    name: ViewName
    query: ViewQuery
    is_shared: bool = False


class ViewChange(In):
    name: ViewName | None = None
    query: ViewQuery | None = None
    is_shared: bool | None = None


class ViewOut(Out):
    id: int
    page: str
    name: str
    query: str
    is_shared: bool
    owner: Named
    is_own: bool


class ViewsOut(Out):
    items: list[ViewOut]

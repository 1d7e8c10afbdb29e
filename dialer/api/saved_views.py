"""Saved views of lists: one's own, and those that others share."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, saved_views
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.saved_views import ViewChange, ViewIn, ViewOut, ViewsOut, ViewsQuery
from dialer.api.schemas.session import Named
from dialer.db import reading, transaction
from dialer.models import SavedView, User
from policies.permissions import Action

bp = Blueprint("saved_views", __name__, url_prefix="/api/saved-views")


@bp.get("")
@describe(ViewsOut, query=ViewsQuery, tag="saved views")
@allowed(Action.LOOK)
def list_views() -> ResponseReturnValue:
    """The views of one page by name: your own and those that others share."""
    asked = wire.query(ViewsQuery)
    with reading(me().company_id) as session:
        found = saved_views.list_views(session, me(), asked.page)
        return wire.answer(ViewsOut(items=[_shape(view, owner) for view, owner in found]))


@bp.post("")
@describe(ViewOut, status=201, body=ViewIn, tag="saved views")
@allowed(Action.LOOK)
def save_view() -> ResponseReturnValue:
    """Keep what stands in a list's address under a name; 409 ``name_taken``."""
    given = wire.body(ViewIn)
    with transaction(me().company_id) as session:
        view = saved_views.save_view(session, me(), **given.model_dump(), now=clock.now())
        return wire.answer(_shape(view, session.get_one(User, view.user_id)), 201)


@bp.patch("/<int:view_id>")
@describe(ViewOut, body=ViewChange, tag="saved views")
@allowed(Action.LOOK)
def change_view(view_id: int) -> ResponseReturnValue:
    """Rename a view of yours, give it other filters, share it or not any more; 409 ``name_taken``."""
    with transaction(me().company_id) as session:
        view, owner = saved_views.find_view(session, view_id, me())
        permit(Action.LOOK)
        saved_views.require_own(view, me())
        saved_views.change_view(session, view, **wire.body(ViewChange).model_dump())
        return wire.answer(_shape(view, owner))


@bp.delete("/<int:view_id>")
@describe(status=204, tag="saved views")
@allowed(Action.LOOK)
def delete_view(view_id: int) -> ResponseReturnValue:
    """Forget a view of yours."""
    with transaction(me().company_id) as session:
        view, _ = saved_views.find_view(session, view_id, me())
        permit(Action.LOOK)
        saved_views.require_own(view, me())
        saved_views.delete_view(session, view)
        return wire.nothing()


def _shape(view: SavedView, owner: User) -> ViewOut:
    return ViewOut(
        id=view.id,
        page=view.page,
        name=view.name,
        query=view.query,
        is_shared=view.is_shared,
        owner=Named(id=owner.id, name=owner.name),
        is_own=view.user_id == me().user_id,
    )

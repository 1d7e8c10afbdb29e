"""Saved views: what stands in a list's address, kept under a name, for oneself or for everybody."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import nudges
from dialer.errors import Conflict, Forbidden, NotFound
from dialer.models import SavedView, User
from dialer.people import Principal

MOST_OF_ONE = 100  # views of one person on one page


def list_views(session: Session, by: Principal, page: str) -> list[tuple[SavedView, User]]:
    """One's own and those that others share, with whose they are, by name."""
    query = _visible(by).where(SavedView.page == page).order_by(SavedView.name, SavedView.id)
    return [(view, owner) for view, owner in session.execute(query)]


def find_view(session: Session, view_id: int, by: Principal) -> tuple[SavedView, User]:
    """A view that this person may see, and whose it is. Raises NotFound."""
    found = session.execute(_visible(by).where(SavedView.id == view_id)).first()
    if found is None:
        raise NotFound("There is no such saved view, or it is not shared with you.")
    return found[0], found[1]


def require_own(view: SavedView, by: Principal) -> None:
    """Raises Forbidden unless the view is this person's own."""
    if view.user_id != by.user_id:
        raise Forbidden("This view is somebody else's. Save it under a name of your own to change it.")


def save_view(
    session: Session, by: Principal, *, page: str, name: str, query: str, is_shared: bool, now: datetime
) -> SavedView:
    """Keep a view. Raises Conflict ``name_taken`` when one of one's own has the name already."""
    if by.user_id is None:
        raise Forbidden("Only a person can save views.")
    own = select(SavedView.id).where(SavedView.user_id == by.user_id, SavedView.page == page)
    if len(session.scalars(own.limit(MOST_OF_ONE)).all()) == MOST_OF_ONE:
        raise Conflict(f"You have {MOST_OF_ONE} views here. Delete one first.", code="too_many_views")
    view = SavedView(
        user_id=by.user_id, page=page, name=name, query=query, is_shared=is_shared, created_at=now
    )
    session.add(view)
    _write(session, view)
    return view


def change_view(
    session: Session,
    view: SavedView,
    *,
    name: str | None = None,
    query: str | None = None,
    is_shared: bool | None = None,
) -> None:
    """Rename a view, keep other filters under its name, share it or not any more. Raises Conflict ``name_taken``."""
    given = {"name": name, "query": query, "is_shared": is_shared}
    for column, value in given.items():
        if value is not None:
            setattr(view, column, value)
    _write(session, view)


def delete_view(session: Session, view: SavedView) -> None:
    """Forget a view."""
    _tell(session, view)
    session.delete(view)


def _write(session: Session, view: SavedView) -> None:
    taken = f"You have a view called {view.name!r} already. Choose another name, or update that one."
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict(taken, code="name_taken") from error
    _tell(session, view)


def _tell(session: Session, view: SavedView) -> None:
    nudges.refetch(session, "views", company_id=view.company_id)


def _visible(by: Principal) -> Select[SavedView, User]:
    """Who has left shares nothing any more: nobody could change it."""
    shared = SavedView.is_shared & User.deactivated_at.is_(None)
    query = select(SavedView, User).join(User, User.id == SavedView.user_id)
    return query.where(or_(SavedView.user_id == by.user_id, shared))

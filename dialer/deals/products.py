"""The products that deals are about."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import audit, nudges
from dialer.errors import Conflict, Invalid, NotFound
from dialer.models import Deal, Product
from dialer.people import Principal


def list_products(session: Session, *, archived: bool = False, text: str = "") -> list[Product]:
    """By name; those no longer offered only where they are asked for."""
    query = select(Product).order_by(Product.name_key)
    if text:
        query = query.where(Product.name_key.contains(_key(text), autoescape=True))
    return list(session.scalars(query if archived else query.where(Product.archived_at.is_(None))))


def find_product(session: Session, product_id: int) -> Product:
    """The product with this number. Raises NotFound."""
    found = session.get(Product, product_id)
    if found is None:
        raise NotFound("There is no such product.")
    return found


def require_offered(session: Session, product_id: int) -> Product:
    """The product, for a deal. Raises Invalid, Conflict ``product_archived``."""
    found = session.get(Product, product_id)
    if found is None:
        raise Invalid("product_id: there is no such product.")
    if found.archived_at is not None:
        raise Conflict(
            f"{found.name} is archived. Choose another product or offer it again.", code="product_archived"
        )
    return found


def uses_of(session: Session) -> dict[int, int]:
    """In how many live deals each product is."""
    query = select(Deal.product_id, func.count(Deal.id)).where(Deal.voided_at.is_(None))
    return {row_id: found for row_id, found in session.execute(query.group_by(Deal.product_id))}


def add_product(session: Session, by: Principal, name: str, *, now: datetime) -> Product:
    """Offer a new product. Raises Conflict ``product_exists``."""
    row = Product(name=name, name_key=_key(name), created_at=now, created_by_id=by.user_id)
    _keep(session, row, name)
    _tell(session, by, row, "added", before=None, after=row.name, now=now)
    return row


def rename_product(session: Session, by: Principal, row: Product, name: str, *, now: datetime) -> None:
    """Call it something else, in past deals too. Raises Conflict ``product_exists``."""
    before = row.name
    if before == name:
        return
    row.name, row.name_key = name, _key(name)
    _keep(session, row, name)
    _tell(session, by, row, "renamed", before=before, after=name, now=now)


def archive_product(session: Session, by: Principal, row: Product, archived: bool, *, now: datetime) -> None:
    """Offer it no more, or again."""
    if archived == (row.archived_at is not None):
        return
    row.archived_at = now if archived else None
    _tell(session, by, row, "archived" if archived else "restored", before=row.name, after=row.name, now=now)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()[:240]


def _keep(session: Session, row: Product, name: str) -> None:
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        session.expire_all()
        raise Conflict(
            f"There is a product called {name!r} already. It may be archived.", code="product_exists"
        ) from error


def _tell(
    session: Session, by: Principal, row: Product, what: str, *, before: object, after: object, now: datetime
) -> None:
    session.flush()
    audit.write_entry(
        session, by, f"product.{what}", f"product:{row.id}", before=before, after=after, now=now
    )
    nudges.refetch(session, "deals", company_id=by.company_id)

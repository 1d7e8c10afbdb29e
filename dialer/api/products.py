"""What is sold."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, deals
from dialer.api import wire
from dialer.api.deal_shapes import product_out
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.deals import ProductChange, ProductIn, ProductOut, ProductQuery
from dialer.db import reading, transaction
from policies.permissions import Action

bp = Blueprint("products", __name__, url_prefix="/api/products")


@bp.get("")
@describe(Page[ProductOut], query=ProductQuery, tag="deals")
@allowed(Action.LOOK)
def list_products() -> ResponseReturnValue:
    """The products that are offered, by name; ``archived=true`` those of the past, too."""
    with reading(me().company_id) as session:
        return wire.answer(Page[ProductOut](items=products_asked_for(session), next=None))


def products_asked_for(session: Session) -> list[ProductOut]:
    """The products that the address asks for, with what was sold of them as far as one may see."""
    asked = wire.query(ProductQuery)
    uses, sold = deals.uses_of(session), deals.sold_by_product(session, me())
    rows = deals.list_products(session, archived=asked.archived, text=asked.q)
    return [product_out(row, uses.get(row.id, 0), sold.get(row.id, ())) for row in rows]


@bp.post("")
@describe(ProductOut, status=201, body=ProductIn, tag="deals")
@allowed(Action.LOOK)
def add_product() -> ResponseReturnValue:
    """Add a product; 409 ``product_exists`` if there is one of that name."""
    given = wire.body(ProductIn)
    with transaction(me().company_id) as session:
        row = deals.add_product(session, me(), given.name, now=clock.now())
        return wire.answer(product_out(row, 0), 201)


@bp.patch("/<int:product_id>")
@describe(ProductOut, body=ProductChange, tag="deals")
@allowed(Action.MANAGE_DEALS)
def change_product(product_id: int) -> ResponseReturnValue:
    """Rename a product, archive it, or offer it again. Its deals keep it."""
    with transaction(me().company_id) as session:
        row = deals.find_product(session, product_id)
        permit(Action.MANAGE_DEALS)
        given = wire.body(ProductChange)
        now = clock.now()
        if given.name is not None:
            deals.rename_product(session, me(), row, given.name, now=now)
        if given.archived is not None:
            deals.archive_product(session, me(), row, given.archived, now=now)
        sold = deals.sold_by_product(session, me()).get(row.id, ())
        return wire.answer(product_out(row, deals.uses_of(session).get(row.id, 0), sold))

"""Saved views: a person's own filters of a list, by name."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dialer.models.base import Base, Id, Scoped, belongs_to


class SavedView(Scoped, Base):
    """What stands in a list's address, kept under a name for one person or, ``is_shared``, for everybody."""

    __tablename__ = "saved_views"
    __table_args__ = (
        UniqueConstraint("company_id", "user_id", "page", "name"),
        belongs_to("users", "user_id"),
    )

    user_id: Mapped[int] = mapped_column(Id)
    page: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(Text)  # of the page's address, without the question mark
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

"""A worker's sending of webhooks, done now and to the end."""

import asyncio

from workers.hooks import Courier


def deliver() -> None:
    """Everything that is due goes out."""

    async def send() -> None:
        courier = Courier()
        await courier.until_idle()
        courier.close()

    asyncio.run(send())

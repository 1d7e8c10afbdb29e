"""Messages by e-mail: written with the fact they tell of, sent by a worker, listed for admins."""

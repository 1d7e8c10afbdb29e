"""Two payment processors to try deals with: one signs as Stripe does, the other as Standard Webhooks say.

Both schemes are documented (https://docs.stripe.com/webhooks#verify-manually, https://www.standardwebhooks.com) and
computed here from those documents alone, so that the product's own libraries are held against them.
"""

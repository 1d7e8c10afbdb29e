"""What goes in and out under /api, one file a noun. These shapes are the OpenAPI document and the page's types."""

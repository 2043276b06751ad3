"""Deny by default: the committed matrix of routes and the middleware that holds it."""

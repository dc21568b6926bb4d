"""The API: everything the pages do, for programs, under /api/v1.

Law of this folder: operations.py is the one table. From its rows come the routes (routes.py), the checks of what is sent (checking.py),
the OpenAPI document (openapi.py) and the page that shows it (page.py), so none of them can say what the others do not. A function of
an operation gets an Asked whose parts were checked already, calls the store, and returns an Answer; every refusal is an exception that
problem.py tells as application/problem+json. Nothing here draws a page but page.py.
"""

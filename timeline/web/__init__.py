"""The pages: `create_app(store)` gives a Flask app.

Law of this folder: views are thin. What an address says is read in view.py, what a form says in forms.py and datefield.py, what may be
asked in security.py; a view calls the store and hands the result to a template. Everything works without scripts.
"""

from timeline.web.app import create_app

__all__ = ["create_app"]

"""What tests of the page have in common."""

from __future__ import annotations

import pytest

from tests.conftest import Site
from timeline.dates import from_edtf
from timeline.events import Event


@pytest.fixture
def raids(site: Site) -> list[str]:
    """Ids of a raid in the middle of each month of 1980 to 2009, in order: too many to draw one by one."""
    site.store.create_timeline("War", slug="war")
    days = [f"{1980 + at // 12}-{at % 12 + 1:02d}-15" for at in range(360)]
    stored = site.store.add_events("war", [Event(f"Raid {at}", from_edtf(each), category="Battles") for at, each in enumerate(days)])
    return [each.event.id for each in stored]

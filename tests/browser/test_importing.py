"""The import page in a browser: several files, progress, results, and what was found to review."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.readers import making


def test_many_files_are_imported_and_lead_to_review(page: Page, site: Site, tmp_path: Path) -> None:
    site.store.create_timeline("War", "war")
    (tmp_path / "a.txt").write_text("On 12 May 1994 the war ended.", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"junk")
    files = {f"{number}.html": making.page(f"<p>Post {number} was left on 3 March 1992, they say.</p>" * 2) for number in range(30)}
    (tmp_path / "c.zip").write_bytes(making.archive(files))
    page.goto("/t/war/import")
    page.get_by_label("Files").set_input_files([tmp_path / name for name in ("a.txt", "b.pdf", "c.zip")])
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("32 of 32 files: 31 read, 0 known already, 1 refused")).to_be_visible(timeout=60_000)
    rows = page.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("b.pdf is no PDF file, or it is broken")
    row = page.get_by_role("row", name="a.txt")
    row.get_by_role("link", name="Correct the publication date").click()
    expect(page).to_have_url(f"{site.url}/t/war/d/{site.store.documents('war')[0].id}/correct")
    page.go_back()
    row.get_by_role("link", name="1 new one").click()
    expect(page).to_have_url(f"{site.url}/t/war/review?document={site.store.documents('war')[0].id}")

// Asks the first question of the picture while the page is still being read, so that nothing waits for the scripts. Stands in the page
// itself, see timeline/web/inline.py; which question, says timeline/web/ahead.py.
(() => {
  const given = JSON.parse(document.currentScript.dataset.questions);
  const found = given.find(([media]) => matchMedia(media).matches);
  if (!found) return;
  const ask = async (href) => {
    const response = await fetch(href, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return { tag: response.headers.get("ETag"), answer: await response.json() };
  };
  const { href, searchParams } = new URL(found[1], location.href);
  const told = ask(href);
  told.catch(() => {}); // who takes the answer hears of it
  globalThis.ahead = { href, width: Number(searchParams.get("width")), told };
})();

// Runs before the first paint, so that a remembered theme never flashes. Stands in every page, see timeline/web/inline.py.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch { /* storage may be forbidden; the system's theme is used then */ }
})();

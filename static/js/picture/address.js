// What the picture takes from the address of its page, and what it writes back, so that a reload or a copied link shows the same.
import { filterIn, windowOf } from "../shared.js";

const given = () => new URLSearchParams(location.search);

export const filterOf = () => filterIn(given());

// Whether counting may take longer than finding what is most important: words sought, or several choices at once. What is quick to count,
// timeline/web/ahead.py says.
export function isCombined(query) {
  const quick = document.getElementById("picture").dataset.quick.split(" ");
  const chosen = [...query.keys()].filter((name) => !quick.includes(name));
  return query.has("q") || chosen.length > 1;
}

// What to ask for: where the address names no window, the server chooses one.
export const windowAsked = () => windowOf(given()) ?? { from: null, to: null };

export function keepWindow(window) {
  const url = new URL(location.href);
  window.forEach((at, end) => url.searchParams.set(["from", "to"][end], Math.round(at)));
  history.replaceState(history.state, "", url);
}

// Which way time runs: as the page reads, unless the address says otherwise.
export function axisOf() {
  const said = given().get("axis");
  return said === "ltr" || said === "rtl" ? said : document.documentElement.dir || "ltr";
}

// Whether time runs, or could run, from right to left.
export const isMirrored = () => document.documentElement.dir === "rtl" || axisOf() === "rtl";

// vis-timeline cannot turn while it runs, so the page opens again.
export function turnAxis() {
  const url = new URL(location.href);
  const other = axisOf() === "rtl" ? "ltr" : "rtl";
  if (other === (document.documentElement.dir || "ltr")) url.searchParams.delete("axis");
  else url.searchParams.set("axis", other);
  location.assign(url);
}

// Which event comes first, last, before or after another, among all that the filter leaves, drawn or not.
import { filterOf } from "./address.js";

export async function seek(address, which, { event = null, at = null } = {}) {
  const query = filterOf();
  for (const [name, value] of Object.entries({ go: which, event, at })) if (value !== null) query.set(name, value);
  const response = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.json()).event;
}

// Where each event goes: its extent across, its row down. Numbers in, numbers out; no page is touched here.
export const SIZES = { bar: 8, disc: 10, label: 16, gap: 1, between: 3, padding: 5, beside: 6, strip: 6, apart: 2, band: 34, header: 66, icon: 18 };
const { bar, disc, label: line, gap, between, padding, beside, strip, apart } = SIZES;
const APART = 10;
const EDGE = 8; // the padding of a selected label, and a hair

// Only what is solid may become a disc, so a year never looks like a day.
export function isDisc(mark, left, right) {
  if (mark.kind === "day") return true;
  if (mark.kind === "disputed") return mark.claims.every((claim) => claim.kind === "day");
  return mark.kind === "lasted" && right - left < bar;
}

// across: where the mark and its label lie, in pixels of the window; labelled false leaves the mark alone
export function across(item, scale, width, labelWidth) {
  const { mark } = item;
  const left = mark.start === null ? -1e4 : scale(mark.start);
  const right = mark.end === null ? width + 1e4 : scale(mark.end);
  const asDisc = isDisc(mark, left, right);
  return asDisc ? discAcross(mark, [left, right, isClose(mark, scale)], width, labelWidth) : barAcross(left, Math.max(right, left + bar), width, labelWidth);
}

// Discs that would touch or cover each other are one, with a gap.
function isClose({ kind, claims }, scale) {
  if (kind !== "disputed") return false;
  const centres = claims.map(({ start, end }) => (scale(start) + scale(end)) / 2);
  return Math.max(...centres) - Math.min(...centres) < disc + 2;
}

// The label beside its disc: after it, before it where it would leave the picture, above it where neither has room.
function discAcross(mark, [left, right, close], width, labelWidth) {
  const claims = mark.kind === "disputed";
  const [first, last] = claims && !close ? [left, right] : [(left + right) / 2, (left + right) / 2];
  const reach = disc / 2 + beside;
  const fits = { after: last + reach + labelWidth <= width - EDGE, before: first - reach - labelWidth >= EDGE };
  const side = fits.after || last < 0 ? "after" : fits.before || first > width ? "before" : "above";
  if (side === "above") return { ...barAcross(first - reach, last + reach, width, labelWidth), left, right, asDisc: true, side, close, height: line + gap + disc };
  const from = side === "after" ? last + reach : first - reach - labelWidth;
  return { left, right, asDisc: true, side, close, from: Math.min(first - reach, from), to: Math.max(last + reach, from + labelWidth), height: 18 };
}

function barAcross(left, right, width, labelWidth) {
  const visible = Math.max(left, left < 0 ? beside : 0);
  let at = visible;
  if (at + labelWidth > width - EDGE) at = Math.max(Math.min(visible, beside), Math.min(right, width - EDGE) - labelWidth);
  return { left, right, asDisc: false, labelAt: at, from: Math.max(-40, Math.min(left, at)), to: Math.min(width + 40, Math.max(right, at + labelWidth)), height: line + gap + bar };
}

export function heightOf(item, place) {
  const claims = item.mark.claims;
  if (!claims || place.asDisc) return place.height;
  return line + gap + Math.min(3, claims.length) * (strip + apart) - apart;
}

// Puts events into rows, the important first, each where it was before if that is free. At most `most` rows; returns the rest.
export function stack(items, places, before, most) {
  const rows = [];
  const rest = [];
  for (const item of items) {
    const place = places.get(item.id);
    const was = before.get(item.id);
    const row = was !== undefined && was < most && free(rows[was] ?? [], place) ? was : firstFree(rows, place, most);
    if (row < 0) {
      rest.push(item);
      continue;
    }
    while (rows.length <= row) rows.push([]);
    rows[row].push({ id: item.id, from: place.from - APART, to: place.to, height: heightOf(item, place) });
  }
  return { rows: rows.filter((row) => row.length), rest };
}

const free = (row, place) => row.every((other) => place.to <= other.from || place.from - APART >= other.to);

function firstFree(rows, place, most) {
  const found = rows.findIndex((row) => free(row, place));
  if (found >= 0) return found;
  return rows.length < most ? rows.length : -1;
}

// The top of each event, and how high the rows are together.
export function tops(rows, from = padding) {
  const top = new Map();
  let y = from;
  for (const [index, row] of rows.entries()) {
    for (const { id } of row) top.set(id, { y, row: index });
    y += Math.max(...row.map((each) => each.height)) + between;
  }
  return { top, height: rows.length ? y - between + padding : from + padding };
}

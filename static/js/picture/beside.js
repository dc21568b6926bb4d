// The windows to the left and to the right of the one that was answered: asked for while the hand rests, and drawn along while it
// moves, until the server has told of the window that it moved to.
export const besides = ([from, to]) => {
  const [start, end] = [Math.round(from), Math.round(to)];
  return [
    { from: start - (end - start), to: start },
    { from: end, to: end + (end - start) },
  ];
};

// Two answers side by side as one. An event that lies in both is drawn once; how many there are is told of the window itself.
export function joined(answer, other, before) {
  const drawn = new Set(answer.items.map((item) => item.id));
  const inOrder = (mine, theirs) => (before ? [...theirs, ...mine] : [...mine, ...theirs]);
  const known = new Set(answer.lanes.map((lane) => lane.id));
  const lanes = [...answer.lanes, ...other.lanes.filter((lane) => !known.has(lane.id))];
  const bins = Object.fromEntries(lanes.map(({ id }) => [id, inOrder(answer.bins[id] ?? [], other.bins[id] ?? [])]));
  const edges = inOrder(answer.edges, other.edges).filter((edge, at, all) => edge !== all[at - 1]);
  const eras = [...new Map([...(answer.eras ?? []), ...(other.eras ?? [])].map((era) => [era.id, era])).values()];
  return { ...answer, lanes, eras, bins, edges, items: [...answer.items, ...other.items.filter((item) => !drawn.has(item.id))] };
}

// What stands in the lanes. Drawn here at first, so that nobody waits for vis-timeline to see it; once that has come, it draws the same
// boxes and moves them.
import { own } from "../shared.js";

export function createBoxes(layer) {
  const lanes = new Map(); // id: the header
  const held = new Map(); // id: { id, group, start, end, element }
  const rows = new Map(); // id of a lane: where its boxes lie, until vis has come
  let sets = null;

  const inVis = ({ id, group, start, end }) => ({ id, group, start, end, type: "range", limitSize: false, content: "" });
  const groupOf = (id) => ({ id, content: "", order: [...lanes.keys()].indexOf(id) });

  function addLane(id, head) {
    lanes.set(id, head);
    if (sets) return sets.groups.add(groupOf(id));
    const ground = own("div", { className: "first-boxes" });
    rows.set(id, ground);
    return layer.append(own("div", { className: "first-lane" }, [head, ground]));
  }

  function clear() {
    lanes.clear();
    held.clear();
    rows.clear();
    layer.replaceChildren();
    sets?.items.clear();
    sets?.groups.clear();
  }

  // `changed` of the boxes whose ids are in `wanted`; others go.
  function put(changed, wanted) {
    const lost = [...held.keys()].filter((id) => !wanted.has(id));
    for (const id of lost) held.delete(id);
    for (const each of changed) held.set(each.id, each);
    if (lost.length) sets?.items.remove(lost);
    if (changed.length) sets?.items.update(changed.map(inVis));
  }

  // Without vis: every box where it is in this window.
  function draw([from, to]) {
    const part = (length) => `${(length / (to - from)) * 100}%`;
    for (const [id, ground] of rows) {
      const boxes = [...held.values()].filter(({ group }) => group === id);
      ground.replaceChildren(...boxes.map(({ start, end, element }) => {
        const box = own("div", { className: "first-box" }, [element]);
        Object.assign(box.style, { insetInlineStart: part(start - from), width: part(end - start) });
        return box;
      }));
    }
  }

  // To vis, which takes each element to where it draws it.
  function giveTo({ items, groups }) {
    layer.remove();
    rows.clear();
    sets = { items, groups };
    groups.add([...lanes.keys()].map(groupOf));
    items.add([...held.values()].map(inVis));
  }

  return { addLane, clear, put, draw, giveTo, laneElement: (id) => lanes.get(id), elementOf: (id) => held.get(id)?.element };
}

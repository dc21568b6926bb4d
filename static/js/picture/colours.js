// What the colours stand for: told in the legend, unless the lanes say it already.
import { own } from "../shared.js";

const facets = () => {
  const given = new URLSearchParams(location.search);
  return ["lanes", "colour"].map((name) => given.get(name) || "category");
};

// The colour of a lane is that of its marks, where all of them have the same; else it has none.
export function colourOfLane(lane, colours) {
  const [by, colour] = facets();
  return by === colour ? (colours.find(({ value }) => value === lane.id)?.colour ?? "c0") : "";
}

export function tellColours(list, colours) {
  for (const old of list.querySelectorAll(".legend-colour")) old.remove();
  const [by, colour] = facets();
  if (by !== colour) list.prepend(...colours.map(entry));
}

function entry({ label, colour }) {
  const square = own("span", { className: `square ${colour}` });
  const name = own("bdi", { textContent: label });
  return own("li", { className: "legend-colour" }, [square, name]);
}

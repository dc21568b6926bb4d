// What is told round the lanes: how many events lie earlier and later, how many have no date, and when there is nothing to see.
import { _, number } from "../words.js";
import { tellColours } from "./colours.js";
import { tellNothing } from "./nothing.js";

// `ways` has the addresses of other states of the page; `turned`: whether time runs against the way in which one reads.
export function createTelling(find, ways, turned) {
  const beyond = (side) => find(`.picture-beyond.${side}`);
  let taken = null; // how wide both are, until they are told anew

  function count(side, many, words) {
    if (beyond(side).textContent === words && beyond(side).hidden === (many === 0)) return;
    beyond(side).hidden = many === 0;
    beyond(side).textContent = words;
    taken = null;
  }

  // The arrow points out of the picture.
  const earlier = (count) => (turned ? _("{count} earlier ›", { count }) : _("‹ {count} earlier", { count }));
  const later = (count) => (turned ? _("‹ {count} later", { count }) : _("{count} later ›", { count }));

  function tellUndated(many) {
    const link = find(".picture-undated");
    link.hidden = !many;
    link.href = ways.undated;
    link.textContent = _("{count} undated", { count: number(many ?? 0) });
  }

  return {
    // What is not counted yet stays as it was told.
    tell(answer, acts) {
      if (!answer.counted) return;
      count("earlier", answer.earlier, earlier(number(answer.earlier)));
      count("later", answer.later, later(number(answer.later)));
      tellUndated(answer.undated);
      tellColours(find(".legend ul"), answer.colours ?? []);
      tellNothing(find(".picture-nothing"), answer, { possibly: ways.possibly, ...acts });
    },
    empty: (answer) => tellNothing(find(".picture-nothing"), answer, {}),
    // How much of the axis the counts take up at its ends.
    resize: () => (taken = null),
    taken: () => (taken ??= ["earlier", "later"].map((side) => (beyond(side).hidden ? 0 : beyond(side).offsetWidth))),
  };
}

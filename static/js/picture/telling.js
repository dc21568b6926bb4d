// What is told round the lanes: how many events lie earlier and later, how many have no date, and when there is nothing to see.
import { tellColours } from "./colours.js";
import { tellNothing } from "./nothing.js";

export function createTelling(find, { possibly, undated }) {
  const beyond = (side) => find(`.picture-beyond.${side}`);

  function count(side, many, words) {
    beyond(side).hidden = many === 0;
    beyond(side).textContent = words;
  }

  function tellUndated(many) {
    const link = find(".picture-undated");
    link.hidden = !many;
    link.href = undated;
    link.textContent = `${(many ?? 0).toLocaleString("en-GB")} undated`;
  }

  return {
    // What is not counted yet stays as it was told.
    tell(answer, ways) {
      if (!answer.counted) return;
      count("earlier", answer.earlier, `‹ ${answer.earlier.toLocaleString("en-GB")} earlier`);
      count("later", answer.later, `${answer.later.toLocaleString("en-GB")} later ›`);
      tellUndated(answer.undated);
      tellColours(find(".legend ul"), answer.colours ?? []);
      tellNothing(find(".picture-nothing"), answer, { possibly, ...ways });
    },
    empty: (answer) => tellNothing(find(".picture-nothing"), answer, {}),
    // How much of the axis the counts take up at its ends.
    taken: () => ["earlier", "later"].map((side) => beyond(side).offsetWidth),
  };
}

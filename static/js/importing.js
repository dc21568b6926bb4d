// Tells how far an import is, without loading the page again until it is done.
import { _ } from "./words.js";

const part = document.getElementById("importing");
const bar = document.getElementById("progress");
const words = document.getElementById("progress-words");
const PAUSE = 700;

async function look() {
  try {
    const answer = await fetch(part.dataset.state, { cache: "no-store" });
    const told = await answer.json();
    if (!answer.ok || told.state !== "running") return location.reload();
    bar.max = Math.max(1, told.total);
    bar.value = told.done;
    words.textContent = `${told.words}.`;
  } catch {
    words.textContent = _("The server does not answer; what was kept before is whole.");
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);

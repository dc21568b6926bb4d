// Asks the server for what lies in a window. Only the newest question counts; when nobody answers, what is shown is kept
// and the question is asked again after 2, 4, 8 ... 60 seconds. While the hand rests, the windows beside are asked for ahead.
import { isCombined } from "./address.js";
import { createAnswers } from "./answers.js";

const PAUSE = 120;
const SLOW = 300;
const REST = 350;
const LONGEST = 60;

export function createFeed({ address, query, beside, onAnswer, onSlow, onGone, onBack }) {
  const answers = createAnswers();
  let filter = query;
  let waiting = 0; // a question that is asked soon
  let resting = 0; // what lies beside
  let retry = 0;
  let wait = 2;
  let question = null;
  let asking = null; // the question that was asked last, when another is to be asked soon
  let controller = null;
  let since = null;
  let begun = null; // the first question, when the page itself asked it

  function url(asked) {
    const given = new URLSearchParams(filter);
    for (const [name, value] of Object.entries(asked)) if (value !== null && value !== undefined && name !== "go") given.set(name, value);
    return `${address}?${given}`;
  }

  // Where counting may take its time, what is most important comes first and the columns in a second answer.
  function parts(asked) {
    if (answers.known(url(asked)) || !isCombined(filter)) return [asked];
    return [{ ...asked, part: "items", overview: null }, asked];
  }

  async function ask() {
    for (const each of [retry, waiting, resting]) clearTimeout(each);
    controller?.abort();
    const [mine, asked] = [(controller = new AbortController()), (asking = question)];
    const slow = setTimeout(() => onSlow(true), SLOW);
    try {
      for (const part of parts(question)) {
        const answer = await told(part, mine);
        if (!answer) return;
        answered(answer, asked);
        if (answer.counted && !(question.overview && part.part)) break;
      }
      resting = setTimeout(() => lookAhead(mine), REST);
    } finally {
      clearTimeout(slow);
      if (mine === controller) onSlow(false);
    }
  }

  // The answer, as long as nothing newer is asked. Only what keeps it from coming means that nobody answers: what goes wrong in drawing it
  // is for the browser to complain of.
  async function told(part, mine) {
    const ahead = begun;
    begun = null;
    try {
      const answer = await (ahead ? answers.take(ahead) : answers.get(url(part), mine.signal));
      return mine === controller ? answer : null;
    } catch (wrong) {
      if (mine === controller && wrong.name !== "AbortError") gone();
      return null;
    }
  }

  // What is to be asked soon may differ from what was asked.
  function answered(answer, asked) {
    if (since) onBack();
    since = null;
    wait = 2;
    const { go } = question;
    question = { ...question, go: false, overview: answer.overview ? null : question.overview }; // gone to once, and seen once
    onAnswer(answer, { go, of: [asked.from, asked.to] });
  }

  // Nobody waits for these, so nobody is told when they fail.
  function lookAhead(mine) {
    const part = isCombined(filter) ? "items" : null;
    for (const asked of beside()) answers.get(url({ ...asked, part }), mine.signal, "low").catch(() => {});
  }

  function gone() {
    since ??= new Date();
    onGone(since, wait);
    retry = setTimeout(ask, wait * 1000);
    wait = Math.min(LONGEST, wait * 2);
  }

  return {
    get filter() {
      return String(filter);
    },
    narrow(given) {
      filter = given;
      answers.clear();
    },
    begin(asked, ahead) {
      begun = ahead;
      question = asked;
      return ask();
    },
    forget: answers.clear,
    known: (asked) => answers.known(url({ ...asked, part: isCombined(filter) ? "items" : null })),
    soon(asked) {
      question = { go: question?.go, overview: question?.overview, ...asked }; // whereto one was on the way still counts
      for (const each of [waiting, resting]) clearTimeout(each);
      waiting = setTimeout(ask, PAUSE);
    },
    // What was to be asked soon is not asked.
    still() {
      clearTimeout(waiting);
      question = { ...asking, go: false, overview: question.overview };
    },
    now(asked) {
      question = asked ? { overview: question?.overview, ...asked } : question;
      return ask();
    },
  };
}

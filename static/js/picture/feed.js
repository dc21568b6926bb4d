// Asks the server for what lies in a window. Only the newest question counts; when nobody answers, what is shown is kept
// and the question is asked again after 2, 4, 8 ... 60 seconds.
const PAUSE = 120;
const SLOW = 300;
const LONGEST = 60;

export function createFeed({ address, query, onAnswer, onSlow, onGone, onBack }) {
  let filter = query;
  let waiting = 0;
  let retry = 0;
  let wait = 2;
  let question = null;
  let controller = null;
  let since = null;

  function url(asked) {
    const given = new URLSearchParams(filter);
    for (const [name, value] of Object.entries(asked)) if (value !== null && value !== undefined && name !== "go") given.set(name, value);
    return `${address}?${given}`;
  }

  async function ask() {
    clearTimeout(retry);
    controller?.abort();
    const mine = (controller = new AbortController());
    const slow = setTimeout(() => onSlow(true), SLOW);
    try {
      const response = await fetch(url(question), { signal: mine.signal, headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const answer = await response.json();
      if (mine !== controller) return;
      answered(answer);
    } catch (wrong) {
      if (mine === controller && wrong.name !== "AbortError") gone();
    } finally {
      clearTimeout(slow);
      if (mine === controller) onSlow(false);
    }
  }

  function answered(answer) {
    if (since) onBack();
    since = null;
    wait = 2;
    const { go } = question;
    question = { ...question, go: false }; // gone to once
    onAnswer(answer, { go });
  }

  function gone() {
    since ??= new Date();
    onGone(since, wait);
    retry = setTimeout(ask, wait * 1000);
    wait = Math.min(LONGEST, wait * 2);
  }

  return {
    narrow(given) {
      filter = given;
    },
    soon(asked) {
      question = asked;
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    },
    now(asked) {
      question = asked ?? question;
      clearTimeout(waiting);
      return ask();
    },
  };
}

// Answers of the server, the last few by the address that asked for them. They hold until the timeline changes, and its ETag with it.
const MOST = 24;

export function createAnswers() {
  const kept = new Map();
  let tag = null;

  function keep(url, answer) {
    kept.delete(url);
    kept.set(url, answer);
    if (kept.size > MOST) kept.delete(kept.keys().next().value);
  }

  async function ask(url, signal, priority = "auto") {
    const response = await fetch(url, { signal, priority, headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const answer = await response.json();
    const now = response.headers.get("ETag");
    if (now !== tag) kept.clear();
    tag = now;
    keep(url, answer);
    return answer;
  }

  return {
    known: (url) => kept.get(url),
    get: async (url, ...how) => kept.get(url) ?? ask(url, ...how),
    clear: () => kept.clear(),
  };
}

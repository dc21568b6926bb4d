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

  async function read(url, signal, priority = "auto") {
    const response = await fetch(url, { signal, priority, headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return { tag: response.headers.get("ETag"), answer: await response.json() };
  }

  // An answer that is on its way: where it was asked for, and what was told.
  async function take({ href, told }) {
    const { tag: now, answer } = await told;
    if (now !== tag) kept.clear();
    tag = now;
    keep(href, answer);
    return answer;
  }

  return {
    known: (url) => kept.get(url),
    take,
    get: async (url, ...how) => kept.get(url) ?? take({ href: url, told: read(url, ...how) }),
    clear: () => kept.clear(),
  };
}

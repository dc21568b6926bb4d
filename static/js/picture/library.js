// Scripts that are no modules, in the order in which they are named, and not before what is on the page has been painted.
// The second frame begins when the first has been painted.
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

function script(src) {
  return new Promise((done, wrong) => {
    document.head.append(Object.assign(document.createElement("script"), { src, async: false, onload: done, onerror: wrong }));
  });
}

export async function library(addresses) {
  await painted();
  await Promise.all(addresses.map(script));
}

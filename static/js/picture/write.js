// Writes as a form of the page does, without leaving it: what the next page would say of it is put in place here. Whatever asks for
// more than that (somebody else was quicker, something is wrong) is sent as the form that it is, so that its page shows.
import { parsed } from "../shared.js";

const body = document.body;

function submit(action, values) {
  const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
  for (const [name, value] of Object.entries(values)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  body.append(form);
  form.submit();
}

// false when a page of its own shows what came of it; throws when nobody answers
export async function write(path, given) {
  const values = { csrf: body.dataset.csrf, ...given };
  const action = `${path}${location.search}`;
  const answer = await fetch(action, { method: "POST", body: new URLSearchParams(values), credentials: "same-origin" });
  const text = await answer.text();
  if (!answer.ok || !answer.redirected) return submit(action, values) ?? false;
  adopt(parsed(text));
  return true;
}

function adopt(page) {
  for (const old of document.querySelectorAll(".done")) old.remove();
  const told = [...page.querySelectorAll(".done")].map((each) => document.adoptNode(each));
  for (const next of told.flatMap((each) => [...each.querySelectorAll("[name=next]")])) next.value = location.pathname + location.search;
  document.querySelector("header.top").after(...told);
  for (const part of document.querySelectorAll("[data-part][id]")) swap(part, page.getElementById(part.id));
  const pane = document.getElementById("detail-pane");
  const fresh = page.getElementById("detail");
  if (pane.querySelector("#detail")?.dataset.event === fresh?.dataset.event && fresh) pane.replaceChildren(document.adoptNode(fresh));
  document.dispatchEvent(new CustomEvent("timeline:swapped"));
}

function swap(part, fresh) {
  if (fresh && !part.contains(document.activeElement)) part.replaceWith(document.adoptNode(fresh));
}

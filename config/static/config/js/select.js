// Ticked rows and the bar that says what can be done with all of them.
import { all, csrf, on, settle } from "./dom.js";
import { current } from "./list.js";

const boxes = () => all("[data-select]");
const bar = () => document.querySelector("[data-bulk]");
let last = null;

/** Ticks or unticks the current row. */
export function toggle() {
  current()?.querySelector("[data-select]")?.click();
}

/** Unticks everything; true where something was ticked. */
export function clear() {
  const ticked = boxes().filter((box) => box.checked);
  for (const box of ticked) box.checked = false;
  show();
  return ticked.length > 0;
}

/** Cents of an amount as the server writes it; amounts never become floats. */
const cents = (text) => BigInt(text.replace(".", ""));
const dollars = (sum) => {
  const digits = String(sum < 0n ? -sum : sum).padStart(3, "0");
  return (sum < 0n ? "\u2212" : "") + digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",") + "." + digits.slice(-2);
};

function show() {
  const ticked = boxes().filter((box) => box.checked);
  for (const box of boxes()) box.closest("[data-row]")?.toggleAttribute("data-ticked", box.checked);
  for (const head of all("[data-select-all]")) {
    head.checked = ticked.length > 0 && ticked.length === boxes().length;
    head.indeterminate = ticked.length > 0 && ticked.length < boxes().length;
  }
  const place = bar();
  if (!place) return;
  place.hidden = ticked.length === 0;
  place.querySelector("[data-bulk-count]").textContent = `${ticked.length} selected`;
  const sum = place.querySelector("[data-bulk-sum]");
  if (sum) sum.textContent = dollars(ticked.reduce((total, box) => total + cents(box.dataset.amount || "0.00"), 0n));
  for (const label of all("[data-bulk-label]", place)) label.textContent = label.dataset.bulkLabel.replace("{n}", ticked.length);
  if (ticked.length) preview(place);
}

/** Asks the server what the verbs would skip, and why. */
const preview = settle(250, async (place) => {
  const note = place.querySelector("[data-bulk-preview]");
  if (!note || place.hidden) return;
  const answer = await fetch(note.dataset.bulkPreview, { method: "POST", body: new FormData(place), headers: { "X-CSRFToken": csrf(), "HX-Request": "true" } });
  if (answer.ok) note.textContent = await answer.text();
});

on("click", "[data-select]", (event, box) => {
  const every = boxes();
  if (event.shiftKey && last && every.includes(last)) {
    const [from, to] = [every.indexOf(last), every.indexOf(box)].sort((a, b) => a - b);
    for (const each of every.slice(from, to + 1)) each.checked = box.checked;
  }
  last = box;
  show();
});
on("click", "[data-select-all]", (event, head) => { for (const box of boxes()) box.checked = head.checked; show(); });
on("click", "[data-bulk-clear]", clear);
export const ready = show;

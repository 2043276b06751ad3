// Rows under the keyboard, the panel beside them, and the list that n and p walk through on the next page.
import { all, on, settle } from "./dom.js";

const WALK = "walk", PLACE = "place:";
const rows = () => all("[data-list] [data-row]");
export const current = () => document.querySelector("[data-list] [data-row].current");

/** Makes a row the current one and shows its panel. */
export function moveTo(row, { focus = true, panel = true } = {}) {
  if (!row) return;
  for (const other of rows()) if (other !== row) { other.classList.remove("current"); other.removeAttribute("aria-current"); }
  row.classList.add("current");
  row.setAttribute("aria-current", "true");
  row.tabIndex = -1;
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  sessionStorage.setItem(PLACE + location.pathname, row.dataset.row);
  if (panel) showPanel(row);
}

/** Moves by one row, or to the first. */
export function step(by) {
  const every = rows();
  const here = every.indexOf(current());
  moveTo(every[here < 0 ? 0 : Math.min(every.length - 1, Math.max(0, here + by))]);
}

const showPanel = settle(120, (row) => {
  const side = document.getElementById("side");
  if (!side || !row.dataset.panel || side.dataset.shows === row.dataset.row) return;
  side.dataset.shows = row.dataset.row;
  window.htmx.ajax("GET", row.dataset.panel, { target: side, swap: "innerHTML" });
});

/** Opens the current row's page; the list is kept for n and p. */
export function open(row = current()) {
  if (!row || !row.dataset.href) return false;
  keep();
  location.assign(row.dataset.href);
  return true;
}

function keep() {
  const hrefs = rows().map((row) => row.dataset.href).filter(Boolean).map((href) => new URL(href, location).pathname);
  sessionStorage.setItem(WALK, JSON.stringify({ back: location.pathname + location.search, hrefs }));
}

on("click", "[data-row]", (event, row) => {
  if (event.target.closest("a[href]")) { moveTo(row, { focus: false, panel: false }); keep(); return; }
  if (event.target.closest("button, input, label, select, summary") || String(getSelection())) return;
  if (row.dataset.panel && document.getElementById("side")) moveTo(row); else open(row);
});
on("dblclick", "[data-row]", (event, row) => { if (!event.target.closest("a, button, input")) open(row); });

/** Where this page stands in the kept list, and its neighbours. */
function walk() {
  const kept = JSON.parse(sessionStorage.getItem(WALK) || "null");
  const here = kept ? kept.hrefs.indexOf(location.pathname) : -1;
  return here < 0 ? null : { ...kept, here };
}

/** Opens the next or previous record of the kept list; on a list it moves like j and k. */
export function walkBy(by) {
  if (rows().length) return step(by);
  const kept = walk();
  const to = kept && kept.hrefs[kept.here + by];
  if (to) location.assign(to);
}

/** Fills the page's walk and goes back to the row one left. */
export function ready() {
  const kept = walk(), place = document.querySelector("[data-walk]");
  if (kept && place) {
    place.hidden = false;
    place.replaceChildren(`${kept.here + 1} of ${kept.hrefs.length} `);
    for (const key of ["p", "n"]) { const cap = document.createElement("kbd"); cap.textContent = key; place.append(cap); }
    const back = document.querySelector(".crumb a");
    if (back && new URL(back.href).pathname === kept.back.split("?")[0]) back.href = kept.back;
  }
  const left = sessionStorage.getItem(PLACE + location.pathname);
  const row = left && !current() && rows().find((each) => each.dataset.row === left);
  if (row) moveTo(row, { focus: false, panel: Boolean(row.dataset.panel) });
}

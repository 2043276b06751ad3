// A field that suggests: codes by number or word, payers, the search box, and commands after ">". One popup serves all.
import { all, csrf, make, on, place, settle, usable } from "./dom.js";

let popup = null, field = null, asking = null, answered = "";

function shown() { return popup !== null && popup.matches(":popover-open"); }
const options = () => (popup ? all("[role=option]", popup) : []);
const active = () => options().find((option) => option.getAttribute("aria-selected") === "true");

function open(input, items) {
  field = input;
  answered = input.value;
  popup?.remove();
  popup = make("ul", { class: "suggest", role: "listbox", id: "suggest", popover: "manual", "aria-label": input.getAttribute("aria-label") || input.labels?.[0]?.textContent || "Matches" });
  popup.append(...items);
  (input.closest("dialog, main, header") || document.body).append(popup);
  options().forEach((option, index) => { option.id = `suggest-${index}`; });
  popup.showPopover();
  place(popup, input.closest("[data-search]") || input, { stretch: true });
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", "suggest");
  mark(options()[0]);
}

export function close() {
  asking?.abort();
  if (!field) return;
  popup?.remove();
  popup = null;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  field.removeAttribute("aria-controls");
  field = null;
}

function mark(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (!option) return field?.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function choose(option) {
  const input = field, { value = "", label = "", href } = option.dataset;
  const run = option.run;
  close();
  if (run) { input.value = ""; input.blur(); return run(); }
  if (href) return location.assign(href);
  const hidden = input.dataset.suggestHidden && document.querySelector(input.dataset.suggestHidden);
  const words = input.dataset.suggestLabel && document.querySelector(input.dataset.suggestLabel);
  input.value = hidden ? label || value : value;
  if (hidden) { hidden.value = value; hidden.dispatchEvent(new Event("change", { bubbles: true })); }
  if (words) words.textContent = label;
  input.dispatchEvent(new CustomEvent("suggest:chosen", { bubbles: true, detail: { ...option.dataset } }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Whether what is typed is a command, which needs no server. */
const isCommand = (input) => "commands" in input.dataset && (input.value.trim().startsWith(">") || !input.dataset.suggest);

const ask = settle(120, async (input) => {
  const typed = input.value.trim();
  if (document.activeElement !== input || isCommand(input)) return;
  if (typed.length < Number(input.dataset.suggestFrom || 1)) return close();
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetchMatches(input, typed, asking.signal);
    if (!answer.ok || document.activeElement !== input) return close();
    const holder = make("template");
    holder.innerHTML = await answer.text();
    open(input, [...holder.content.children]);
  } catch (error) { if (error.name !== "AbortError") close(); }
});

function fetchMatches(input, typed, signal) {
  const headers = { "HX-Request": "true", "X-CSRFToken": csrf() };
  const query = new URLSearchParams({ q: typed });
  for (const name of (input.dataset.suggestWith || "").split(" ").filter(Boolean)) query.set(name, input.form?.elements[name]?.value || "");
  if (input.dataset.suggestMethod === "post") return fetch(input.dataset.suggest, { method: "POST", body: query, headers, signal });
  const url = new URL(input.dataset.suggest, location);
  for (const [name, value] of query) url.searchParams.set(name, value);
  return fetch(url, { headers, signal });
}

/** What one can do from here: the page's own verbs, then the workplaces. */
function commands() {
  const verbs = all("[data-key], [data-verb]").filter((each) => usable(each) && !each.matches("[data-keysheet]"));
  const places = all("[data-go]");
  return [...verbs.map((element) => [words(element), element.dataset.key || "", element]), ...places.map((element) => [`Go to ${words(element)}`, `g ${element.dataset.go}`, element])];
}

/** The name of what a key does. */
export function words(element) {
  if (element.dataset.keyLabel) return element.dataset.keyLabel;
  const copy = element.cloneNode(true);
  for (const aside of all("kbd, .count, small, svg", copy)) aside.remove();
  return copy.textContent.trim().replace(/\s+/g, " ") || element.getAttribute("aria-label") || "";
}

function offer(input, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands().filter(([label]) => wanted.every((word) => label.toLowerCase().includes(word))).slice(0, 12);
  const items = found.map(([label, key, element]) => {
    const item = make("li", { role: "option" }, make("span", { class: "clip" }, label), key ? make("kbd", { class: "push" }, key.replace("Ctrl Enter", "Ctrl ↵")) : null);
    item.run = () => element.click();
    return item;
  });
  open(input, items.length ? items : [make("li", { class: "head-row", role: "presentation" }, "No such command")]);
}

/** Opens the search box for commands. */
export function palette() {
  const input = document.getElementById("search");
  if (!input) return;
  input.value = input.dataset.suggest ? ">" : "";
  input.focus();
  offer(input, "");
}

on("input", "[data-suggest], [data-commands]", (event, input) => {
  const hidden = input.dataset.suggestHidden && document.querySelector(input.dataset.suggestHidden);
  if (hidden) hidden.value = "";
  if (isCommand(input)) offer(input, input.value.trim().replace(/^>/, "")); else ask(input);
});
on("focusin", "[data-commands]:not([data-suggest])", (event, input) => offer(input, input.value));
on("focusout", "[data-suggest], [data-commands]", () => setTimeout(() => { if (field && document.activeElement !== field) close(); }, 120));
on("pointerdown", "#suggest [role=option]", (event, option) => { event.preventDefault(); choose(option); });
on("keydown", "[data-suggest], [data-commands]", (event, input) => {
  if (event.key === "ArrowDown" && !shown() && input.value) { ask(input); event.preventDefault(); return; }
  if (!shown() || field !== input) return;
  if (answered !== input.value && (event.key === "Enter" || event.key === "Tab")) { // typed faster than the answer: what is typed stands, and no half-keyed form is sent
    if (event.key === "Enter" && !("search" in (input.form?.dataset || {}))) event.preventDefault();
    return close();
  }
  const every = options(), here = every.indexOf(active());
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    mark(every[(here + (event.key === "ArrowDown" ? 1 : every.length - 1)) % every.length]);
    event.preventDefault();
  } else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey && !("search" in (input.form?.dataset || {})))) && active() && !event.ctrlKey) {
    if (event.key === "Enter") event.preventDefault();
    event.stopPropagation();
    choose(active());
  } else if (event.key === "Escape") {
    close();
    event.preventDefault();
    event.stopPropagation();
  }
}, true);
on("submit", "[data-search]", (event, form) => { if (!form.elements.q.dataset.suggest || form.elements.q.value.startsWith(">")) event.preventDefault(); });

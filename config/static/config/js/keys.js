// The keyboard. A key presses the element that carries it in data-key; the rest are the keys that mean the same everywhere.
import { all, typing, usable } from "./dom.js";
import { enter } from "./floating.js";
import { send } from "./forms.js";
import { current, open, step, walkBy } from "./list.js";
import { clear, toggle } from "./select.js";
import { close as closeSuggestions, palette } from "./suggest.js";

let going = 0;

/** The name of a key press as pages write it: "f", "?", "Shift F", "Ctrl Enter", "Alt 1", "F4". */
function named(event) {
  const letter = event.altKey ? event.code.replace(/^(Key|Digit)/, "").toUpperCase() : event.key.length === 1 && event.shiftKey ? event.key : event.key;
  const shift = event.shiftKey && /^([A-Z]|F\d+|Enter)$/.test(letter) ? "Shift " : "";
  return (event.ctrlKey || event.metaKey ? "Ctrl " : "") + (event.altKey ? "Alt " : "") + shift + letter;
}

/** The element that a key presses: of the open dialog alone, of the bulk bar first, else the first on the page. */
function pressed(key) {
  const scope = document.querySelector("dialog[open]") || document;
  const able = all(`[data-key="${CSS.escape(key)}"]`, scope).filter(usable);
  return able.find((each) => each.closest(".bulk")) || able[0];
}

const EVERYWHERE = {
  "/": () => document.getElementById("search")?.focus(),
  ".": palette,
  j: () => step(1), k: () => step(-1), ArrowDown: () => current() && step(1), ArrowUp: () => current() && step(-1),
  x: toggle, n: () => walkBy(1), p: () => walkBy(-1),
};

function escape() {
  const active = document.activeElement;
  if (typing(active)) { active.blur(); return true; }
  if (clear()) return true;
  const back = document.querySelector(".crumb a");
  if (back && usable(back)) { back.click(); return true; }
  return false;
}

function go(key) {
  going = 0;
  document.querySelector(`[data-go="${CSS.escape(key)}"]`)?.click();
}

/** Presses an element; a menu that it opens takes the focus at once, so that the next key finds it. */
function press(element) {
  element.click();
  if (element.popoverTargetElement?.matches(":popover-open")) enter(element.popoverTargetElement);
}

/** Ctrl Enter in a form: the verb that sends this form, else its filled button. */
function sendFrom(target) {
  const form = target.closest?.("form");
  const verb = form && pressed("Ctrl Enter");
  if (verb && verb.form === form) { verb.click(); return true; }
  return Boolean(form) && form.method === "post" && send(target);
}

function handle(event) {
  const key = named(event), inField = typing(event.target), inDialog = Boolean(document.querySelector("dialog[open]"));
  if (key === "Ctrl k" || key === "Ctrl K") { if (!inDialog) palette(); return true; }
  if (key === "Ctrl Enter" && sendFrom(event.target)) return true;
  if (inField && !/^(Ctrl|Alt) |^F\d+$|^Escape$/.test(key)) return false;
  if (going > performance.now() && key.length === 1) { go(key); return true; }
  const element = pressed(key === "Escape" ? "Esc" : key);
  if (element) { press(element); return true; }
  if (inDialog || document.querySelector(".menu:popover-open")) return false;
  if (key === "Escape") { closeSuggestions(); return escape(); }
  if (key === "Enter") return !event.target.closest?.("a, button, summary, input") && open();
  if (key === "g") { going = performance.now() + 1500; return true; }
  if ((key === "ArrowDown" || key === "ArrowUp") && !event.target.closest?.("[data-row], body")) return false;
  if (!EVERYWHERE[key]) return false;
  return EVERYWHERE[key]() !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat && !"jk".includes(event.key) && !event.key.startsWith("Arrow")) return;
  if (handle(event)) event.preventDefault();
});

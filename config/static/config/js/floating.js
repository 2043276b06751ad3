// What floats: menus under their button, the one dialog, the sheet of keys, the theme.
import { all, make, on, place, usable } from "./dom.js";
import { words } from "./suggest.js";

const EVERYWHERE = [["/", "Search"], ["Ctrl K", "Commands"], ["?", "Keys of this page"], [".", "Verbs of the item"], ["n p", "Next, previous of the list"], ["Esc", "Back, close, clear"]];
const IN_LISTS = [["j k", "Move"], ["Enter", "Open"], ["x", "Select"]];

document.addEventListener("toggle", (event) => {
  if (!(event.target instanceof Element) || !event.target.matches(".menu[popover]") || event.newState !== "open") return;
  const anchor = document.querySelector(`[data-anchor="${event.target.id}"]`);
  if (anchor) place(event.target, anchor);
  enter(event.target);
}, true);

/** Puts the focus into a menu that just opened, unless it is there. */
export function enter(menu) {
  if (!menu.contains(document.activeElement)) menu.querySelector("input:checked, input:not([type=hidden]), a, button")?.focus();
}
on("keydown", ".menu[popover]", (event, menu) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const every = all("input:not([type=hidden]), a, button", menu).filter(usable);
  const to = every[(every.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : every.length - 1)) % every.length];
  if (document.activeElement?.type === "radio") return;
  to?.focus();
  event.preventDefault();
});

let shown = null;

/** Shows the dialog after its content came. */
export function showDialog() {
  const dialog = document.getElementById("dialog");
  if (!dialog.textContent.trim()) return dialog.close();
  shown = dialog.firstElementChild;
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector("[aria-invalid], [autofocus]") || dialog.querySelector("input:not([type=hidden]), select, textarea, button.primary");
  first?.focus();
}
on("click", "[data-dialog-close]", (event, button) => button.closest("dialog").close());
on("click", "dialog", (event, dialog) => { if (event.target === dialog) dialog.close(); });
// The browser tells of the closing with its next frame; the next dialog's content may have come before that.
document.getElementById("dialog")?.addEventListener("close", (event) => {
  if (!event.target.open && event.target.firstElementChild === shown) event.target.replaceChildren();
});

const line = (key, label) => make("div", {}, make("dt", {}, ...key.split(" ").map((each) => make("kbd", {}, each))), make("dd", {}, label));
function group(title, lines) {
  return lines.length ? make("section", {}, make("h3", {}, title), make("dl", {}, ...lines.map(([key, label]) => line(key, label)))) : null;
}

/** The keys of this page, read off the page. */
export function keysheet() {
  const sheet = document.getElementById("keysheet");
  const here = all("[data-key]").filter((each) => usable(each) && !each.matches("[data-keysheet]")).map((each) => [each.dataset.key.replace("Ctrl Enter", "Ctrl ↵"), words(each)]);
  sheet.replaceChildren(
    make("header", { id: "keysheet-title" }, "Keys of this page"),
    make("div", { class: "body" }, ...[
      group("This page", here), group("In the list", document.querySelector("[data-list]") ? IN_LISTS : []),
      group("Everywhere", EVERYWHERE), group("Go to", all("[data-go]").map((each) => [`g ${each.dataset.go}`, words(each)])),
    ].filter(Boolean)),
    make("footer", {}, make("button", { type: "button", class: "btn", "data-dialog-close": true, autofocus: true }, "Close ", make("kbd", {}, "Esc"))),
  );
  sheet.showModal();
}
on("click", "[data-keysheet]", keysheet);

function showTheme() {
  const theme = document.documentElement.dataset.theme || "system";
  for (const button of all("[data-theme-set]")) button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
}
on("click", "[data-theme-set]", (event, button) => {
  const theme = button.dataset.themeSet;
  if (theme === "system") { delete document.documentElement.dataset.theme; localStorage.removeItem("theme"); }
  else { document.documentElement.dataset.theme = theme; localStorage.setItem("theme", theme); }
  showTheme();
});
export const ready = showTheme;

// Forms: submit on change, warn before a changed one is left, and never send twice.
import { all, on, settle } from "./dom.js";

const dirty = new Set();

on("input", "form[data-guard]", (event, form) => dirty.add(form));
window.addEventListener("beforeunload", (event) => {
  for (const form of dirty) if (form.isConnected && form.checkVisibility()) event.preventDefault();
});

const submitSoon = settle(250, (form) => form.requestSubmit());
// What is typed is sent by its own event; its "change" comes when a swap takes the field away, and would load the page anew.
on("change", "form[data-autosubmit]", (event, form) => { if (!event.target.matches("input[type=search], input[type=text]")) form.requestSubmit(); });
on("input", "form[data-autosubmit] input[type=search], form[data-autosubmit] input[type=text]", (event, input) => submitSoon(input.form));

on("submit", "form", (event, form) => {
  if (event.defaultPrevented && !form.matches("[hx-post]")) return;
  if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); event.stopImmediatePropagation(); return; }
  dirty.delete(form);
  if (form.method !== "post" || form.matches("[hx-post], [data-search]")) return;
  form.setAttribute("aria-busy", "true");
  (event.submitter || form.querySelector("button:not([type=button])"))?.classList.add("busy");
}, true);
window.addEventListener("pageshow", () => {
  for (const form of all("form[aria-busy]")) { form.removeAttribute("aria-busy"); all(".busy", form).forEach((button) => button.classList.remove("busy")); }
});

/** Sends the form that has the focus, by its filled button. */
export function send(element) {
  const form = element.closest("form");
  if (!form) return false;
  form.requestSubmit(form.querySelector("button.primary:not([type=button])") || undefined);
  return true;
}

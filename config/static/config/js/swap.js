// What happens around an htmx swap: focus stays where it was, errors are said, the dialog opens.
import { showDialog } from "./floating.js";
import { say } from "./toasts.js";

const WORDS = {
  401: "You were signed out. Sign in again; nothing was saved.", 403: "Your role may not do this. Nothing was changed.",
  404: "This is no longer here. Nothing was changed.", 409: "Somebody else changed this meanwhile. Open it again to see their change.",
  413: "This file is too large. Nothing was saved.", 429: "Too many tries. Wait a minute, then try again.",
};
let focused = "", menu = "";

/** A conflict that comes as the dialog's form says its reason there; one in plain text becomes a toast. */
const refusedInDialog = ({ target, xhr }) => target?.id === "dialog" && xhr.status === 409 && xhr.getResponseHeader("Content-Type")?.startsWith("text/html");

/** Calls `ready` after each swap. */
export function afterSwaps(ready) {
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (refusedInDialog(event.detail)) Object.assign(event.detail, { shouldSwap: true, isError: false });
    focused = document.activeElement?.id || "";
    menu = document.querySelector(".menu:popover-open")?.id || "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "dialog") showDialog();
    ready();
    if (menu) document.getElementById(menu)?.showPopover?.();
    const lost = focused && document.activeElement === document.body ? document.getElementById(focused) : null;
    (event.detail.elt.querySelector?.("[data-focus]") || lost)?.focus({ preventScroll: true });
  });
}

document.addEventListener("htmx:responseError", (event) => {
  const { status: code, responseText } = event.detail.xhr;
  const plain = event.detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  say(plain && responseText ? responseText : WORDS[code] || `The server could not do this (${code}). Nothing was changed; try again.`, true);
});
document.addEventListener("htmx:sendError", () => say("No connection to the server. Nothing was sent; try again.", true));
document.addEventListener("htmx:timeout", () => say("The server did not answer in time. Look before you try again.", true));

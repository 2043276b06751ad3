// Says what was done. The server puts toasts into [data-toasts]; they move to the live region so that they outlive a swap.
import { all, make, on } from "./dom.js";

const STAYS = 8000, STAYS_WITH_UNDO = 14000;

function show(toast) {
  const region = document.getElementById("toasts");
  if (!region) return;
  for (const old of all("[data-key='z']", region)) old.closest(".toast").remove();
  region.append(toast);
  const leave = () => { if (!toast.matches(":hover, :focus-within")) toast.remove(); else setTimeout(leave, 2000); };
  setTimeout(leave, toast.querySelector("form") ? STAYS_WITH_UNDO : STAYS);
}

/** Shows a toast that the browser itself has to say. */
export function say(text, failed = false) {
  show(make("div", { class: failed ? "toast failed" : "toast" }, make("span", {}, text)));
}

/** Takes the server's toasts from the page into the live region. */
export function collect() {
  for (const toast of all("[data-toasts] > .toast")) show(toast);
}

on("click", "[data-copy]", async (event, button) => {
  await navigator.clipboard.writeText(button.dataset.copy);
  say("Copied");
});

// Starts the frame. Pages add no script of their own: they write data attributes, which these modules read.
import { all } from "./dom.js";
import "./forms.js";
import "./grid.js";
import "./keys.js";
import * as floating from "./floating.js";
import * as list from "./list.js";
import * as select from "./select.js";
import { afterSwaps } from "./swap.js";
import { collect } from "./toasts.js";

function ready() {
  collect();
  list.ready();
  select.ready();
  floating.ready();
  for (const form of all("form[method=post]")) form.noValidate = true; // the server says what is wrong, in words, at the field
}

// After htmx has read the page: it listens for the same event, and was loaded before.
document.addEventListener("DOMContentLoaded", () => {
  ready();
  afterSwaps(ready);
  document.documentElement.dataset.ready = "";
});

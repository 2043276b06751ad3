// Starts the frame. Pages add no script of their own: they write data attributes, which these modules read.
import "./forms.js";
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
}
ready();
afterSwaps(ready);
document.documentElement.dataset.ready = "";

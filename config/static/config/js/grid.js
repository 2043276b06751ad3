// A grid one keys into: arrows, Enter and Tab move, typing replaces, Esc gives back what stands there. A changed cell saves itself by htmx.
import { all, on } from "./dom.js";
import { current, moveTo } from "./list.js";

const cellsOf = (row, kind) => all(`[data-cell${kind ? `="${CSS.escape(kind)}"` : ""}]`, row);

function enter(cell) {
  if (!cell) return false;
  cell.focus();
  return true;
}

/** The cell above or below, of the same column. */
function beside(cell, by) {
  const column = all(`[data-cell="${CSS.escape(cell.dataset.cell)}"]`, cell.closest("tbody"));
  return column[column.indexOf(cell) + by];
}

/** The cell to the left or right, where the caret has nowhere else to go. */
function along(cell, by) {
  const atEdge = by < 0 ? cell.selectionStart === 0 : cell.selectionEnd === cell.value.length;
  const row = cellsOf(cell.closest("tr"));
  return atEdge ? row[row.indexOf(cell) + by] : null;
}

/** Puts back what the server holds, and the look of a cell that is right. */
function restore(cell) {
  if (cell.value === cell.dataset.held && !cell.matches(".bad")) return false;
  cell.value = cell.dataset.held;
  cell.classList.remove("bad");
  cell.removeAttribute("aria-invalid");
  for (const error of all(".cell-err", cell.closest("td"))) error.remove();
  cell.select();
  return true;
}

const MOVES = {
  ArrowDown: (cell) => enter(beside(cell, 1)), ArrowUp: (cell) => enter(beside(cell, -1)),
  Enter: (cell, event) => enter(beside(cell, event.shiftKey ? -1 : 1)) || (cell.blur(), cell.focus(), true),
  ArrowRight: (cell) => enter(along(cell, 1)), ArrowLeft: (cell) => enter(along(cell, -1)),
  Escape: restore,
};

on("keydown", "[data-cell]", (event, cell) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  if (event.altKey) {
    if (event.code !== "KeyZ") return;
    event.preventDefault();
    if (!restore(cell)) document.querySelector('[data-verb][data-key="z"]')?.click();
    return;
  }
  if (MOVES[event.key]?.(cell, event)) event.preventDefault();
}, true);

on("focusin", "[data-cell]", (event, cell) => {
  cell.select();
  const row = cell.closest("[data-row]");
  if (row !== current()) moveTo(row, { focus: false, panel: false });
});

/** From a row, or from the page, into the last cell of the current row. */
function enterGrid() {
  const row = current() || document.querySelector("[data-row]:has([data-cell])");
  return row ? enter(cellsOf(row).at(-1)) : false;
}
on("click", "[data-grid-enter]", enterGrid);
on("keydown", "[data-row]", (event, row) => {
  if (event.key === "Enter" && event.target === row && enter(cellsOf(row).at(-1))) event.preventDefault();
}, true);

/** A cell that was refused as a whole looks wrong until it is put back or right. */
document.addEventListener("htmx:responseError", (event) => {
  const cell = event.detail.elt;
  if (!cell.matches?.("[data-cell]")) return;
  cell.classList.add("bad");
  cell.setAttribute("aria-invalid", "true");
});

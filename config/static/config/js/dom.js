// Small helpers that every module uses. No module keeps state about a page in here.

/** Runs `handler(event, element)` for events on elements that match `selector`, now or later. */
export function on(type, selector, handler, options) {
  document.addEventListener(type, (event) => {
    const element = event.target instanceof Element ? event.target.closest(selector) : null;
    if (element) handler(event, element);
  }, options);
}

/** All elements that match, as an array. */
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Whether one can see and press it. */
export const usable = (element) => element.checkVisibility() && !element.disabled && !element.closest("[inert]");

/** Whether the user types into it, so that letters belong to it. The field of a dialog that just closed keeps the focus until the next frame. */
export function typing(element) {
  if (!(element instanceof HTMLElement) || !element.checkVisibility()) return false;
  if (element.isContentEditable) return true;
  if (element instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "range", "file"].includes(element.type);
  return element.matches("textarea, select");
}

/** Puts what floats under its anchor, inside the window. Positions by properties, since the CSP forbids style attributes. */
export function place(popup, anchor, { stretch = false } = {}) {
  const box = anchor.getBoundingClientRect();
  if (stretch) popup.style.minWidth = `${box.width}px`;
  const width = popup.offsetWidth, height = popup.offsetHeight, room = window.innerHeight - box.bottom - 8;
  const above = height > room && box.top > room;
  popup.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  popup.style.top = `${above ? Math.max(8, box.top - height - 4) : box.bottom + 4}px`;
}

/** An element with text, attributes and children; text is never read as markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The token that Django wants with a POST. */
export const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

/** Waits until calls pause for `ms`, then runs the last one. */
export function settle(ms, run) {
  let timer = 0;
  return (...values) => { clearTimeout(timer); timer = setTimeout(() => run(...values), ms); };
}

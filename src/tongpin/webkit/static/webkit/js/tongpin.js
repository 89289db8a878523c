// What every page loads, in one request: dialogs and menus, forms that are sent once, toasts. What only some pages need
// is fetched where its mark stands in the page.
const LATE = { "[data-palette]": "./palette.js", "[data-key]": "./keys.js", "[data-editor]": "./editor.js" };
for (const [mark, part] of Object.entries(LATE)) if (document.querySelector(mark)) import(part);

// ---- dialogs and menus

// Dialogs: [data-open="id"] opens, [data-close] and the veil close. Menus (details.menu): one at a time, closed by
// Escape and by a click elsewhere. Both are the browser's own; without this they are links and foldings.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  const dialog = opener && document.getElementById(opener.dataset.open);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
    dialog.dispatchEvent(new Event("open"));
    return;
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.matches("dialog")) event.target.close();
  for (const menu of document.querySelectorAll("details[open]:is(.menu, .post-menu)")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement?.closest("details[open]:is(.menu, .post-menu)");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.("details[open].menu");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

// ---- forms

// A form is sent once: the second click of an impatient hand does nothing, and the button shows that work is done.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) { event.preventDefault(); return; }
  sent.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) sent.delete(form);
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

// ---- toasts

// Short words on what has happened: those that the page brought along, and those of scripts:
// document.dispatchEvent(new CustomEvent("toast", { detail: "…" or { text, kind } })).
const LASTS = 8000;
const place = document.querySelector("[data-toasts]");
const blank = document.querySelector("template[data-toast]");

const fade = (toast) => {
  if (toast.matches(".is-bad, .is-warn")) return;
  let timer;
  const hold = () => clearTimeout(timer);
  const start = () => { hold(); timer = setTimeout(() => toast.remove(), LASTS); };
  for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, hold);
  for (const kind of ["pointerleave", "focusout"]) toast.addEventListener(kind, start);
  start();
};
if (place) {
  for (const toast of place.children) fade(toast);
  place.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".toast").remove();
  });
  document.addEventListener("toast", ({ detail }) => {
    const { text, kind } = typeof detail === "string" ? { text: detail, kind: "warn" } : detail;
    const toast = blank.content.firstElementChild.cloneNode(true);
    toast.classList.add(`is-${kind ?? "good"}`);
    toast.querySelector("p").textContent = text;
    place.append(toast);
    fade(toast);
  });
}

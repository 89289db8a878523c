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

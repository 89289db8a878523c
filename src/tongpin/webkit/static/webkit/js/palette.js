// ⌘K and Ctrl-K: find anything. The server answers with a list of links; without this, the opener leads to that page.
const dialog = document.querySelector("[data-palette]");
const field = dialog.querySelector("input");
const found = dialog.querySelector("[data-found]");
let asked = 0;
let pause;

const goals = () => [...found.querySelectorAll("[role=option]")];
const choose = (goal) => {
  for (const each of goals()) each.setAttribute("aria-selected", String(each === goal));
  if (goal) { field.setAttribute("aria-activedescendant", goal.id); goal.scrollIntoView({ block: "nearest" }); }
  else field.removeAttribute("aria-activedescendant");
};
const ask = async () => {
  const turn = ++asked;
  const address = new URL(dialog.dataset.url, location.href);
  address.searchParams.set("q", field.value);
  const answer = await fetch(address, { headers: { "X-Fragment": "1" } }).catch(() => null);
  if (turn !== asked || !answer?.ok) return;
  found.innerHTML = await answer.text();
  goals().forEach((goal, place) => { goal.id = `goal-${place}`; goal.tabIndex = -1; });
  choose(goals()[0]);
};

dialog.addEventListener("open", () => { field.select(); ask(); });
field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(ask, 120); });
field.addEventListener("keydown", (event) => {
  const all = goals();
  const now = all.findIndex((goal) => goal.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length) { event.preventDefault(); choose(all[(now + step + all.length) % all.length]); }
  if (event.key === "Enter" && !event.isComposing) {
    if (all[now]) { event.preventDefault(); all[now].click(); }
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (dialog.open) return dialog.close();
  dialog.showModal();
  dialog.dispatchEvent(new Event("open"));
});

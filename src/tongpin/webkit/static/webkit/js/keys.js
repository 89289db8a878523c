// Keys 1, 2, 3 … answer the review card in hand: the one with the focus, else the first of the page.
const WRITES = "input, textarea, select, [contenteditable]";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (!/^[1-9]$/.test(event.key) || event.target.closest(WRITES) || document.querySelector("dialog[open]")) return;
  const card = document.activeElement?.closest("[data-card]") ?? document.querySelector("[data-card]");
  const answer = card?.querySelector(`[data-key="${event.key}"]`);
  if (!answer) return;
  event.preventDefault();
  answer.focus();
  answer.click();
});

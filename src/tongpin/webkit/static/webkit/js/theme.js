// The theme that a person has chosen, put on before anything is drawn. Not a module: it must not wait.
(() => {
  const KEY = "tongpin.theme";
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const keep = (choice) => { try { localStorage.setItem(KEY, choice); } catch { /* a private window forgets */ } };
  const show = (choice) => {
    const own = choice === "light" || choice === "dark";
    if (own) root.dataset.theme = choice; else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (own ? choice : "system")));
    }
  };
  root.classList.add("has-script");
  show(read());
  document.addEventListener("DOMContentLoaded", () => show(read()));
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-theme-choice]")?.dataset.themeChoice;
    if (choice) { keep(choice); show(choice); }
  });
  addEventListener("storage", (event) => { if (event.key === KEY) show(event.newValue); });
})();

// The playbook's editor: numbers that follow the lines, and the server's word on the text while it is written.
for (const editor of document.querySelectorAll("[data-editor]")) {
  const text = editor.querySelector("textarea");
  const margin = editor.querySelector("[data-lines]");
  const verdict = editor.querySelector("[data-verdict]");
  let asked = 0;
  let pause;

  const number = () => {
    const wrong = new Set([...editor.querySelectorAll("[data-line]")].map((each) => Number(each.dataset.line)));
    const count = text.value.split("\n").length;
    margin.replaceChildren();
    for (let line = 1; line <= count; line += 1) {
      const mark = document.createElement(wrong.has(line) ? "b" : "span");
      mark.textContent = `${line}\n`;
      margin.append(mark);
    }
    margin.scrollTop = text.scrollTop;
  };
  const check = async () => {
    const turn = ++asked;
    const answer = await fetch(editor.dataset.check, {
      method: "POST", body: new FormData(text.form), headers: { "X-Fragment": "1" },
    }).catch(() => null);
    if (turn !== asked || !answer?.ok) return;
    verdict.innerHTML = await answer.text();
    number();
  };
  text.addEventListener("input", () => {
    number();
    clearTimeout(pause);
    if (editor.dataset.check) pause = setTimeout(check, 400);
  });
  text.addEventListener("scroll", () => { margin.scrollTop = text.scrollTop; }, { passive: true });
  new ResizeObserver(() => { margin.style.height = `${text.offsetHeight}px`; }).observe(text);
  editor.addEventListener("click", (event) => {
    const place = event.target.closest("[data-line]");
    if (!place) return;
    event.preventDefault();
    const start = text.value.split("\n").slice(0, place.dataset.line - 1).join("\n").length + (place.dataset.line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + (text.value.slice(start).split("\n")[0].length));
    text.scrollTop = Math.max(0, (place.dataset.line - 4) * parseFloat(getComputedStyle(text).lineHeight));
  });
  number();
}

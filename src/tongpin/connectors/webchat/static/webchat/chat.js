// A room: live posts, older ones, sending, replying, reacting. The page works without this; nothing here decides.
const room = document.querySelector("[data-room]");
if (room) {
  const log = room.querySelector("[data-log]");
  const posts = room.querySelector("[data-posts]");
  const form = room.querySelector("[data-composer]");
  const text = form?.elements.text;
  const fresh = room.querySelector("[data-fresh]");
  const me = room.dataset.me;
  let position = room.dataset.position;
  let unseen = 0;

  const say = (words) => document.dispatchEvent(new CustomEvent("toast", { detail: words }));
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  const toEnd = () => { log.scrollTop = log.scrollHeight; unseen = 0; fresh.hidden = true; };
  const isMine = (post) => post.dataset.member === me && me !== "0";
  const dress = (scope) => {
    const dressed = scope.matches?.("[data-post]") ? [scope] : scope.querySelectorAll("[data-post]");
    for (const post of dressed) {
      if (isMine(post)) post.classList.add("is-mine");
      for (const echo of post.querySelectorAll("[data-echo]")) {
        echo.setAttribute("aria-pressed", String(echo.dataset.members.split(",").includes(me)));
      }
    }
  };
  // Several messages of one person in a row stand under one head.
  const gather = () => {
    for (const post of posts.querySelectorAll("[data-message]")) {
      post.classList.toggle("is-follow-up", post.previousElementSibling?.dataset.member === post.dataset.member);
    }
  };
  const made = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    dress(template.content);
    return template.content;
  };

  // ---- what comes in

  const show = (html) => {
    const content = made(html);
    const post = content.firstElementChild;
    const known = document.getElementById(post.id);
    if (known) { known.replaceWith(content); gather(); return; }
    const stay = isAtEnd() || isMine(post);
    posts.append(content);
    gather();
    if (stay) return toEnd();
    unseen += 1;
    fresh.hidden = false;
    fresh.querySelector("[data-count]").textContent = unseen;
  };
  const listen = () => {
    const source = new EventSource(`${room.dataset.live}?after=${position}`);
    const keep = (event) => { if (event.lastEventId) position = event.lastEventId; };
    source.addEventListener("post", (event) => { show(event.data); keep(event); });
    source.addEventListener("change", (event) => {
      const content = made(event.data);
      document.getElementById(content.firstElementChild.id)?.replaceWith(content);
      gather();
      keep(event);
    });
    source.addEventListener("mute", (event) => { keep(event); mute(Number(event.data)); });
    for (const over of ["end", "stale"]) source.addEventListener(over, () => { source.close(); location.reload(); });
    source.addEventListener("breath", keep);
    source.addEventListener("open", () => room.classList.remove("is-cut"));
    source.addEventListener("error", () => {
      room.classList.add("is-cut");
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    });
    addEventListener("pagehide", () => source.close(), { once: true });
    addEventListener("pageshow", (event) => { if (event.persisted && source.readyState === EventSource.CLOSED) listen(); }, { once: true });
  };
  let unmute;
  const mute = (until) => {
    const left = until - Date.now();
    room.classList.toggle("is-muted", left > 0);
    clearTimeout(unmute);
    if (left > 0 && left < 2 ** 31) unmute = setTimeout(() => mute(until), left + 500);
    const notice = room.querySelector("[data-muted]");
    notice.hidden = left <= 0;
    const time = notice.querySelector("time");
    if (left > 0) { time.dateTime = new Date(until).toISOString(); time.textContent = new Date(until).toLocaleString(document.documentElement.lang); }
    if (form) form.hidden = left > 0;
  };

  // ---- older posts

  const older = async (link) => {
    link.setAttribute("aria-busy", "true");
    const answer = await fetch(link.href, { headers: { "X-Fragment": "1" } });
    if (!answer.ok) { link.removeAttribute("aria-busy"); return; }
    const height = log.scrollHeight;
    const content = made(await answer.text());
    link.replaceWith(content);
    gather();
    log.scrollTop += log.scrollHeight - height;
  };
  log.addEventListener("click", (event) => {
    const link = event.target.closest("[data-older]");
    if (link) { event.preventDefault(); older(link); }
  });

  // ---- what goes out

  const fetched = async (address, data) => {
    for (let pause = 500; ; pause *= 2) {
      try {
        return await fetch(address, { method: "POST", body: data, headers: { "X-Fragment": "1" } });
      } catch (error) {
        if (pause > 4000) throw error;
        await new Promise((wake) => setTimeout(wake, pause));
      }
    }
  };
  const freshKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  // What may have arrived although no answer came is sent again under its key: it stands there once.
  let doubtful = {};
  const keyOf = (data) => {
    const picture = data.get("picture");
    const what = JSON.stringify([data.get("text"), data.get("reply_to"), picture?.name, picture?.size]);
    if (doubtful.what !== what) doubtful = { what, key: freshKey() };
    return doubtful.key;
  };
  const send = async () => {
    const data = new FormData(form);
    data.set("key", keyOf(data));
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetched(form.action, data);
      if (answer.status !== 503) doubtful = {};
      if (answer.ok) sent(data.get("text")); else say(await answer.text());
    } catch { say(room.dataset.offline); }
    form.removeAttribute("aria-busy");
    text.focus();
  };
  // What was written while the message was on its way stays.
  const sent = (words) => {
    const since = text.value === words ? "" : text.value;
    form.reset();
    text.value = since;
    clear();
    grow();
  };
  // A word from the list is said as it stands; what is being written stays.
  const sayWord = async (word) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("text", word);
    data.set("key", freshKey());
    const answer = await fetched(form.action, data).catch(() => null);
    if (!answer?.ok) say(answer ? await answer.text() : room.dataset.offline);
  };
  const quote = form?.querySelector("[data-quote]");
  const clear = () => { form.elements.reply_to.value = ""; quote.hidden = true; chosen(); };
  const chosen = () => {
    const file = form.elements.picture.files[0];
    const label = form.querySelector("[data-picture-name]");
    label.textContent = file ? file.name : "";
    label.hidden = !file;
  };
  const grow = () => { text.style.height = "auto"; text.style.height = `${Math.min(text.scrollHeight, 160)}px`; };
  if (form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.getAttribute("aria-busy") !== "true" && (text.value.trim() || form.elements.picture.files.length)) send();
    });
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
      if (event.key === "Escape") clear();
    });
    text.addEventListener("input", grow);
    form.elements.picture.addEventListener("change", chosen);
    text.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) { form.elements.picture.files = event.clipboardData.files; chosen(); }
    });
    form.querySelector("[data-unquote]").addEventListener("click", clear);
  }
  room.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-reply],[data-mention],[data-echo],[data-word],[data-react]");
    if (!asked || !form) return;
    if (asked.matches("[data-reply]")) {
      event.preventDefault();
      form.elements.reply_to.value = asked.dataset.reply;
      quote.querySelector("[data-quoted]").textContent = asked.dataset.quoted;
      quote.hidden = false;
      text.focus();
    } else if (asked.matches("[data-mention]")) {
      event.preventDefault();
      text.setRangeText(`@${asked.dataset.mention} `, text.selectionStart, text.selectionEnd, "end");
      text.focus();
    } else if (asked.matches("[data-word]")) {
      event.preventDefault();
      sayWord(asked.dataset.word);
    } else react(asked);
  });
  const react = async (asked) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("message", asked.closest("[data-post]").dataset.message);
    data.set("reaction", asked.dataset.echo ?? asked.dataset.react);
    if (asked.getAttribute("aria-pressed") === "true") data.set("removed", "1");
    data.set("key", freshKey());
    asked.closest("[popover]")?.hidePopover?.();
    asked.closest("details")?.removeAttribute("open");
    const answer = await fetched(room.dataset.reactTo, data).catch(() => null);
    if (!answer?.ok) say(answer ? await answer.text() : room.dataset.offline);
  };
  // Forms of cards come with the stream and so without a token: they get the page's own.
  room.addEventListener("submit", (event) => {
    if (event.target !== form && form && !event.target.elements.csrfmiddlewaretoken) {
      const token = form.elements.csrfmiddlewaretoken.cloneNode();
      event.target.append(token);
    }
  });
  fresh.addEventListener("click", toEnd);
  log.addEventListener("scroll", () => { if (isAtEnd()) { unseen = 0; fresh.hidden = true; } }, { passive: true });

  // ---- which rooms have something new

  const seen = (chat, value) => {
    const key = `tongpin.seen.${room.dataset.community}.${chat}`;
    try { if (value === undefined) return Number(localStorage.getItem(key)); localStorage.setItem(key, value); } catch { /* private mode */ }
    return 0;
  };
  for (const link of document.querySelectorAll("[data-room-link]")) {
    if (link.dataset.roomLink === room.dataset.room) seen(link.dataset.roomLink, link.dataset.last);
    else if (Number(link.dataset.last) > seen(link.dataset.roomLink)) link.classList.add("is-new");
  }

  dress(room);
  gather();
  toEnd();
  addEventListener("load", toEnd);
  if (Number(room.dataset.mutedUntil)) mute(Number(room.dataset.mutedUntil));
  listen();
}

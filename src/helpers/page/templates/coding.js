// The page for coding and settling. Every answer is kept in this browser until the server has it on
// the disk.
(() => {
  "use strict";
  const RETRY = 1500, PATIENCE = 10000;
  const byId = (id) => document.getElementById(id);
  const settling = document.body.dataset.settling === "yes";
  const fieldsets = [...document.querySelectorAll("fieldset")];
  const steps = byId("steps"), note = byId("note"), passage = byId("passage"), dialog = byId("keys");
  let token = "", session = "", items = [], answers = {}, place = 0;
  let sending = false, wanted = 0, timer = 0, halted = "", last = 0, byPointer = false;

  // Some browsers are set to keep nothing.
  const memory = new Map();
  const store = (() => {
    try {
      localStorage.setItem("report-code", "");
      return localStorage;
    } catch {
      return {
        getItem: (name) => memory.get(name) ?? null,
        setItem: (name, value) => memory.set(name, value),
        removeItem: (name) => memory.delete(name),
      };
    }
  })();
  const nameOf = (answer) =>
    `report-code ${session} ${JSON.stringify([answer.sentence, answer.field])}`;
  function waiting() {
    const names = memory.size ? [...memory.keys()] : Object.keys(store);
    return names
      .filter((name) => name.startsWith(`report-code ${session} `))
      .map((name) => JSON.parse(store.getItem(name)))
      .filter((answer) => answer)
      .sort((one, other) => one.at - other.at);
  }
  // Another window may have put a later answer in its place.
  function forget(answer) {
    const kept = JSON.parse(store.getItem(nameOf(answer)));
    if (kept && kept.at === answer.at) store.removeItem(nameOf(answer));
  }

  // What the server has, and over it what waits.
  let overlay = new Map();
  function refresh() {
    overlay = new Map();
    for (const { sentence, field, value } of waiting()) {
      overlay.set(sentence, { ...overlay.get(sentence), [field]: value });
    }
  }
  const current = (sentence) => ({ ...answers[sentence], ...overlay.get(sentence) });
  // As open_fields of questions.py.
  function openFields(item) {
    const given = current(item.sentence);
    if (given.unsure || given.kind === "boilerplate") return [];
    const nobody = item.fields.includes("voice") && !["quote", "indirect"].includes(given.voice);
    return item.fields.filter(
      (field) => (given[field] ?? null) === null && !(field === "speaker" && nobody));
  }
  const isDone = (item) => openFields(item).length === 0;
  const label = (field) => fieldsets.find((one) => one.dataset.field === field).dataset.label;

  function inWords(field, value) {
    const buttons = fieldsets.find((one) => one.dataset.field === field).querySelectorAll(".options button");
    const names = [].concat(value === null ? [] : value.length || typeof value === "string" ? value : [""]);
    return names.map((name) => {
      const button = [...buttons].find((one) => one.dataset.value === name);
      return button ? button.lastChild.textContent.trim() : name;
    }).join(", ");
  }

  function render() {
    refresh();
    const done = items.filter(isDone).length;
    const item = items[place];
    byId("count").textContent = settling
      ? `${done} of ${items.length} settled` : `${done} of ${items.length} coded`;
    byId("bar").max = items.length;
    byId("bar").value = done;
    byId("finished").hidden = done < items.length;
    for (const id of ["before", "text", "after"]) byId(id).textContent = item[id];
    byId("article").textContent =
      [item.headline, [item.outlet, item.published].filter(Boolean).join(", ")].filter(Boolean)
        .join("\n") || "Nothing is known of the article.";
    byId("names").replaceChildren(...item.names.map((name) => new Option(name)));
    const given = current(item.sentence);
    for (const fieldset of fieldsets) {
      const { field, kind } = fieldset.dataset;
      fieldset.hidden = !item.fields.includes(field);
      if (fieldset.hidden) continue;
      const value = given[field] ?? null;
      for (const button of fieldset.querySelectorAll(".options button")) {
        const name = button.dataset.value;
        const chosen = kind === "set"
          ? value !== null && (name === "" ? value.length === 0 : value.includes(name))
          : value === name;
        button.setAttribute("aria-pressed", String(chosen));
      }
      const words = fieldset.querySelector("input");
      if (words && words !== document.activeElement) words.value = value ?? "";
      if (settling) renderGiven(fieldset.querySelector(".given"), item.given[field], value);
    }
    const unsure = byId("unsure");
    if (unsure) unsure.setAttribute("aria-pressed", String(Boolean(given.unsure)));
  }
  // One button for each answer, with all who gave it.
  function renderGiven(box, given, value) {
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    const focused = [...box.children].indexOf(document.activeElement);
    const several = [];
    for (const one of given) {
      const known = several.find((other) => same(other.value, one.value));
      const name = one.unsure ? `${one.coder} (unsure)` : one.coder;
      if (known) known.names.push(name);
      else several.push({ value: one.value, names: [name] });
    }
    box.replaceChildren(...several.map(({ value: said, names }, number) => {
      const button = document.createElement("button");
      button.type = "button";
      const key = document.createElement("kbd");
      key.textContent = String(number + 1);
      const who = document.createElement("span");
      who.textContent = ` ${names.join(", ")}`;
      const what = document.createElement("b");
      what.textContent = inWords(box.parentElement.dataset.field, said);
      button.append(key, who, what);
      if (number < 9) button.setAttribute("aria-keyshortcuts", String(number + 1));
      button.setAttribute("aria-pressed", String(same(said, value)));
      button.addEventListener("click", () =>
        give(box.parentElement.dataset.field, same(said, value) ? null : said));
      return button;
    }));
    if (focused >= 0) box.children[focused]?.focus();
  }

  function give(field, value) {
    last = Math.max(Date.now(), last + 1);
    const answer = { session, sentence: items[place].sentence, field, value, at: last };
    store.setItem(nameOf(answer), JSON.stringify(answer));
    note.textContent = "";
    render();
    send();
  }
  function choose(fieldset, name) {
    const { field, kind } = fieldset.dataset;
    const given = current(items[place].sentence);
    const value = given[field] ?? null;
    if (kind === "set") {
      if (name === "") {
        give(field, value !== null && value.length === 0 ? null : []);
        return;
      }
      const names = new Set(value ?? []);
      if (!names.delete(name)) names.add(name);
      give(field, names.size ? [...names].sort() : null);
      return;
    }
    give(field, value === name ? null : name);
    // Reporters belong to no group of speakers.
    const asked = !settling && items[place].fields.includes("bloc") && (given.bloc ?? null) === null;
    if (field === "voice" && name === "narrator" && value !== name && asked) give("bloc", "none");
  }

  function say(words, gone) {
    byId("saved").textContent = words;
    byId("saved").classList.toggle("gone", gone);
  }
  // Ask the server, and have its answer or an error in words.
  async function ask(path, options) {
    const reply = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    return { status: reply.status, ok: reply.ok, content: await reply.json() };
  }
  async function read() {
    const { ok, content } = await ask("/state");
    if (!ok) throw new Error(content.error);
    if (session && content.session !== session) {
      halted = "This server is now for another coder or corpus. Reload the page.";
      throw new Error(halted);
    }
    ({ token, session, answers } = content);
    return content;
  }
  async function send() {
    if (sending || halted) return;
    sending = true;
    clearTimeout(timer);
    try {
      let renewed = false;
      for (let left = waiting(); left.length; left = waiting()) {
        say("Saving …", false);
        const [answer] = left;
        const { status, ok, content } = await ask("/answers", {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-Report-Token": token },
          body: JSON.stringify(answer),
        });
        if (ok) {
          forget(answer);
          answers[answer.sentence] = content.answers;
        } else if (status === 403 && !renewed) {
          // A server that was started again has another token.
          renewed = true;
          await read();
        } else if (status === 400) {
          forget(answer);
          note.textContent = `Not saved: ${content.error}`;
        } else {
          if (status === 409) halted = content.error;
          throw new Error(content.error);
        }
      }
      say("Saved", false);
      agree();
    } catch (error) {
      const left = waiting().length;
      const why = error instanceof TypeError || error.name === "TimeoutError" || error instanceof SyntaxError
        ? "The server does not answer." : `${error.message.replace(/\.$/, "")}.`;
      const kept = left === 1 ? "1 answer is" : `${left} answers are`;
      say(left ? `${why} ${kept} kept in this browser and sent when it is back.` : why, true);
      if (!halted) timer = setTimeout(send, RETRY);
    } finally {
      sending = false;
    }
    render();
  }
  // One question at a time: the answer to an earlier one must not come last.
  async function agree() {
    wanted += 1;
    if (wanted > 1 || !byId("alphas")) return;
    try {
      for (let heard = 0; heard < wanted;) {
        heard = wanted;
        const { ok, content } = await ask("/agreement");
        if (ok) showAgreement(content);
      }
    } catch {
      if (!halted) setTimeout(agree, RETRY);
    } finally {
      wanted = 0;
    }
  }
  function showAgreement(lines) {
    byId("alphas").replaceChildren(...lines.map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    }));
    byId("no-alphas").hidden = lines.length > 0;
  }

  function go(to) {
    place = Math.min(Math.max(to, 0), items.length - 1);
    note.textContent = "";
    byId("source").open = false;
    const sets = fieldsets.filter((one) => one.dataset.kind === "set");
    const asked = sets.some((one) => items[place].fields.includes(one.dataset.field));
    if (all) {
      byId("definitions").hidden = !asked;
      showAll();
    }
    render();
    // Where there is little room, the sentence counts more than what stands before it.
    passage.scrollTop = byId("text").offsetTop - 40;
    passage.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  // The next that is open, after this one and round from the start.
  function openAfter(from) {
    for (let step = 1; step <= items.length; step += 1) {
      const to = (from + step) % items.length;
      if (to !== from && !isDone(items[to])) return to;
    }
    return -1;
  }
  function next() {
    const open = openFields(items[place]);
    if (open.length) {
      note.textContent = `Still open: ${open.map(label).join(", ")}. Skip leaves it open.`;
      return;
    }
    const to = openAfter(place);
    if (to >= 0) go(to);
    else scrollTo(0, 0);
  }
  function skip() {
    const to = openAfter(place);
    if (to >= 0) go(to);
    else note.textContent = "No other one is open.";
  }

  const actions = {
    back: () => go(place - 1),
    next,
    skip,
    unsure: () => give("unsure", !current(items[place].sentence).unsure),
    help: () => dialog.showModal(),
  };
  for (const [id, action] of Object.entries(actions)) byId(id)?.addEventListener("click", action);
  for (const fieldset of fieldsets) {
    for (const button of fieldset.querySelectorAll(".options button")) {
      const show = () => define(fieldset, button.dataset.value);
      button.addEventListener("click", () => choose(fieldset, button.dataset.value));
      button.addEventListener("focus", show);
      button.addEventListener("mouseenter", show);
    }
    const words = fieldset.querySelector("input");
    words?.addEventListener("change", () =>
      give(fieldset.dataset.field, words.value.trim().replace(/\s+/g, " ") || null));
  }
  // The definition of a frame, or all of those that are asked for.
  const definitions = [...document.querySelectorAll("#definitions > div")], all = byId("all");
  const showsAll = () => all.getAttribute("aria-expanded") === "true";
  function define(fieldset, name) {
    if (fieldset.dataset.kind !== "set" || !name || showsAll()) return;
    for (const one of definitions) one.hidden = one.id !== `about-${fieldset.dataset.field}-${name}`;
    document.querySelector("#definitions .hint").hidden = true;
  }
  function showAll() {
    const asked = items[place].fields;
    for (const one of definitions) one.hidden = !(showsAll() && asked.includes(one.dataset.set));
    all.textContent = showsAll() ? "Hide definitions" : "Show all definitions";
    document.querySelector("#definitions .hint").hidden = showsAll();
  }
  all?.addEventListener("click", () => {
    all.setAttribute("aria-expanded", String(!showsAll()));
    showAll();
  });

  const useKeys = byId("use-keys");
  useKeys.checked = store.getItem("report-code-keys") !== "off";
  useKeys.addEventListener("change", () =>
    store.setItem("report-code-keys", useKeys.checked ? "on" : "off"));
  addEventListener("pointerdown", () => { byPointer = true; }, true);
  addEventListener("keydown", (event) => {
    if (event.key === "Tab") byPointer = false;
    if (!items.length || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input")) {
      if (event.key === "Enter" || event.key === "Escape") event.target.blur();
      return;
    }
    if (!useKeys.checked) return;
    // Whoever has moved to a button by keyboard means that button.
    if (event.key === "Enter" && !byPointer && event.target.closest("button, summary")) return;
    if (event.key === "ArrowRight") {
      event.preventDefault();
      go(place + 1);
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const control = [...document.querySelectorAll("[aria-keyshortcuts]")].find(
      (one) => one.getAttribute("aria-keyshortcuts") === key && one.offsetParent !== null);
    if (!control) return;
    event.preventDefault();
    if (control instanceof HTMLInputElement) {
      control.focus();
      return;
    }
    const fieldset = control.closest("fieldset");
    if (fieldset) define(fieldset, control.dataset.value);
    control.click();
  });

  // Another window of the same coder may have answered meanwhile.
  addEventListener("focus", () => {
    if (items.length && !halted) read().then(render, () => {}).then(send);
  });
  addEventListener("storage", () => { if (items.length) render(); });

  (async () => {
    try {
      ({ items } = await read());
    } catch (error) {
      say(error.message, true);
      return;
    }
    for (const id of ["passage", "source", "questions", "steps"]) byId(id).hidden = false;
    refresh();
    const open = items.findIndex((item) => !isDone(item));
    go(open >= 0 ? open : items.length - 1);
    send();
  })();
})();

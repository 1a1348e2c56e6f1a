// The article reader: marks to switch, sentences to filter and to step through. Without this script
// the marks that are on at first stay on, and all sentences are there to read.
// Texts of the corpus are only ever read or written as text, never as HTML.
"use strict";

const KEY = "report-reader";

function recall() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function remember(part) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...recall(), ...part }));
  } catch {
    // A page from disk or a private window may have no storage: the choice holds until it closes.
  }
}

function layers(reader) {
  const boxes = [...reader.querySelectorAll("input[data-layer]:not(:disabled)")];
  const kept = recall().layers || {};

  function show() {
    for (const box of boxes) reader.classList.toggle(`show-${box.dataset.layer}`, box.checked);
  }
  for (const box of boxes) {
    if (typeof kept[box.dataset.layer] === "boolean") box.checked = kept[box.dataset.layer];
    box.addEventListener("change", () => {
      show();
      remember({ layers: Object.fromEntries(boxes.map((each) => [each.dataset.layer, each.checked])) });
    });
  }
  show();
}

// The sentences that every chosen filter lets through, in order; returns a way to ask for them.
function filters(reader, changed) {
  const selects = [...reader.querySelectorAll("select[data-filter]")];
  const items = [...reader.querySelectorAll(".reader-s, .reader-strip li")];
  const marks = [...reader.querySelectorAll(".reader-frame")];
  let matches = [];

  function passes(item) {
    return selects.every(({ value, dataset }) => {
      const held = item.dataset[dataset.filter];
      return value === "" ? held !== undefined : (held || "").split(" ").includes(value);
    });
  }
  function apply() {
    const chosen = selects.some((select) => select.value !== "");
    for (const item of items) item.classList.toggle("reader-dim", chosen && !passes(item));
    const frame = selects.find((select) => select.dataset.filter === "frame");
    const name = frame && frame.selectedOptions[0].dataset.frame;
    for (const mark of marks) {
      mark.classList.toggle("reader-off", name !== undefined && mark.dataset.frame !== name);
    }
    matches = items.filter(
      (item) => item.id && !("part" in item.dataset) && "tone" in item.dataset && passes(item),
    );
    changed();
  }
  for (const select of selects) {
    let pointed = false;
    select.addEventListener("pointerdown", () => { pointed = true; });
    select.addEventListener("keydown", () => { pointed = false; });
    select.addEventListener("change", () => {
      // Chosen with a pointer, it must not take the keys that step.
      if (pointed) select.blur();
      apply();
    });
  }
  return { apply, matches: () => matches };
}

// Leads from match to match by button and key.
function steps(reader) {
  const count = reader.querySelector(".reader-count");
  const buttons = [...reader.querySelectorAll("button[data-step]")];
  const keys = reader.querySelector("input[data-keys]");
  const bar = reader.querySelector(".reader-bar");
  const place = () => decodeURIComponent(location.hash.slice(1));

  function tell() {
    const matches = filter.matches();
    const at = matches.findIndex((match) => match.id === place());
    const sentences = `${matches.length} ${matches.length === 1 ? "sentence" : "sentences"}`;
    count.textContent = at < 0 ? sentences : `${at + 1} of ${matches.length}`;
    for (const button of buttons) button.disabled = !matches.length;
  }
  const filter = filters(reader, tell);

  function step(way) {
    const matches = filter.matches();
    if (!matches.length) return;
    const edge = bar.getBoundingClientRect().bottom;
    const tops = matches.map((match) => match.getBoundingClientRect());
    let at = matches.findIndex((match) => match.id === place());
    // From where the reader is, unless that is a match in sight.
    if (at < 0 || tops[at].bottom < 0 || tops[at].top > innerHeight) {
      const below = tops.findIndex((box) => box.top >= edge);
      at = way > 0 ? (below < 0 ? -1 : below - 1) : below < 0 ? 0 : below;
    }
    const next = matches[(at + way + matches.length) % matches.length];
    location.replace(`#${encodeURIComponent(next.id)}`);
  }
  for (const button of buttons) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const way = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    if (way) step(way);
  });
  if (recall().keys === false) keys.checked = false;
  keys.addEventListener("change", () => remember({ keys: keys.checked }));
  addEventListener("hashchange", tell);
  filter.apply();
}

// Following a sentence's number copies its address as well.
function addresses(reader) {
  const status = reader.querySelector(".reader-status");
  reader.addEventListener("click", async (event) => {
    const number = event.target.closest("a.reader-n");
    if (!number) return;
    try {
      await navigator.clipboard.writeText(number.href);
      status.textContent = `Address of sentence ${number.textContent} copied`;
    } catch {
      status.textContent = `Address: ${decodeURIComponent(number.hash)}`;
    }
  });
}

// The strip marks the sentence that is being read and keeps its cell in sight.
function follow(reader) {
  const cells = new Map();
  for (const link of reader.querySelectorAll(".reader-strip a")) {
    cells.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const cell = cells.get(target.id);
      if (!cell) continue;
      if (!isIntersecting) {
        cell.removeAttribute("aria-current");
        continue;
      }
      cell.setAttribute("aria-current", "location");
      const list = cell.closest("ol");
      list.scrollTop = cell.offsetTop - list.clientHeight / 2;
      list.scrollLeft = cell.offsetLeft - list.clientWidth / 2;
    }
  }, { rootMargin: "-35% 0px -60% 0px" });
  for (const sentence of reader.querySelectorAll(".reader-s")) watch.observe(sentence);
}

// Articles once stood in one page: an address of a sentence there leads to the article's own page.
function leaveForArticle() {
  const place = decodeURIComponent(location.hash.slice(1));
  if (!place || document.getElementById(place)) return;
  const [, sentence, article] = place.match(/^(?:s-(.+)-\d+|article-(.+))$/) || [];
  const page = `articles/${encodeURIComponent(sentence || article)}.html`;
  const links = [...document.querySelectorAll(".bd-article a")];
  if (links.some((link) => link.getAttribute("href") === page)) {
    location.replace(sentence ? `${page}#${encodeURIComponent(place)}` : page);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const reader of document.querySelectorAll(".reader")) {
    layers(reader);
    steps(reader);
    addresses(reader);
    follow(reader);
    reader.querySelector(".reader-bar").hidden = false;
  }
  leaveForArticle();
});

// The article reader's switches. Without this script the layers that are on at first stay on.
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

function remember(state) {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // A page from disk or a private window may have no storage: the choice holds until it closes.
  }
}

function switches(reader) {
  const bar = reader.querySelector(".reader-bar");
  const boxes = [...bar.querySelectorAll("input[data-layer]:not(:disabled)")];
  const chosen = bar.querySelector("select");
  const state = recall();

  function show() {
    for (const box of boxes) reader.classList.toggle(`show-${box.dataset.layer}`, box.checked);
    for (const mark of reader.querySelectorAll(".reader-frame")) {
      mark.classList.toggle("reader-off", chosen.value !== "" && mark.dataset.frame !== chosen.value);
    }
  }
  function keep() {
    show();
    const layers = Object.fromEntries(boxes.map((box) => [box.dataset.layer, box.checked]));
    remember({ layers, frame: chosen.value });
  }

  for (const box of boxes) {
    const kept = state.layers && state.layers[box.dataset.layer];
    if (typeof kept === "boolean") box.checked = kept;
  }
  if ([...chosen.options].some((option) => option.value === state.frame)) chosen.value = state.frame;
  bar.addEventListener("change", keep);
  show();
  bar.hidden = false;
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

function chooser(nav) {
  const table = nav.querySelector("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const find = nav.querySelector(".reader-find");
  const field = find.querySelector("input");
  const status = find.querySelector("[role=status]");

  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    status.textContent = wanted ? `${rows.filter((row) => !row.hidden).length} found` : "";
  });
  find.hidden = false;

  const value = (row, column) => {
    const cell = row.cells[column];
    return "value" in cell.dataset ? cell.dataset.value : cell.textContent.trim();
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    const numeric = head.classList.contains("reader-figure");
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
      const sorted = [...rows].sort((one, two) => {
        const [a, b] = [value(one, column), value(two, column)];
        if (!numeric) return way * a.localeCompare(b);
        // What has no value comes last, whichever way round.
        if (a === "" || b === "") return (a === "") - (b === "");
        return way * (Number(a) - Number(b));
      });
      body.append(...sorted);
    });
  });
}

document.addEventListener("DOMContentLoaded", () => {
  for (const reader of document.querySelectorAll(".reader")) {
    switches(reader);
    addresses(reader);
    follow(reader);
  }
  document.querySelectorAll(".reader-chooser:has(.reader-sortable)").forEach(chooser);
});

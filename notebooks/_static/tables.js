// Long tables: sorting by the heads of the columns, a filter, and all rows at once. Without this
// script the table stands complete, in a region that scrolls.
(() => {
  "use strict";
  const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;
  const MISSING = new Set(["", "–"]);

  // Python writes what a cell is sorted by where that is not what it shows.
  const keyOf = (cell) => (cell.querySelector("data")?.value ?? cell.textContent.trim());

  function compare(first, second, numeric, turn) {
    const lost = MISSING.has(first) - MISSING.has(second);
    if (lost || MISSING.has(first)) return lost;
    return turn * (numeric ? first - second : first.localeCompare(second, "en", { numeric: true }));
  }

  function sortable(table) {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "report-sort";
      button.append(...head.childNodes);
      head.append(button);
      const keys = new Map(original.map((row) => [row, keyOf(row.cells[column])]));
      const numeric = [...keys.values()].every((key) => MISSING.has(key) || NUMBER.test(key));
      // Numbers begin with the largest, words with the first; a third press gives the order back.
      const turns = numeric ? ["descending", "ascending"] : ["ascending", "descending"];
      button.addEventListener("click", () => {
        const next = turns[turns.indexOf(head.getAttribute("aria-sort")) + 1];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        const rows = [...original];
        if (next) {
          head.setAttribute("aria-sort", next);
          const turn = next === "ascending" ? 1 : -1;
          rows.sort((a, b) => compare(keys.get(a), keys.get(b), numeric, turn));
        }
        body.append(...rows);
      });
    });
  }

  function filterable(figure, table) {
    const rows = [...table.tBodies[0].rows];
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const tools = document.createElement("div");
    tools.className = "report-tools";
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.type = "search";
    field.autocomplete = "off";
    label.append("Filter rows ", field);
    const count = document.createElement("output");
    const tell = (shown) => {
      count.textContent = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
    };
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row) => {
        row.hidden = !words.every((word) => texts.get(row).includes(word));
        shown += !row.hidden;
      });
      tell(shown);
    });
    tell(rows.length);
    tools.append(label, count);
    figure.querySelector(".report-scroll").before(tools);
    return tools;
  }

  function expandable(figure, tools) {
    const region = figure.querySelector(".report-scroll");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "report-all";
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Show all rows";
    button.addEventListener("click", () => {
      const all = region.classList.toggle("report-open");
      button.setAttribute("aria-pressed", String(all));
    });
    tools.append(button);
    // Whether rows are out of sight is known once the table is seen: it may lie folded.
    new ResizeObserver(() => {
      button.hidden = !region.classList.contains("report-open") && region.scrollHeight <= region.clientHeight;
    }).observe(region);
  }

  function start() {
    for (const figure of document.querySelectorAll("figure.report-long")) {
      const table = figure.querySelector("table");
      if (!table?.tHead || !table.tBodies.length) continue;
      sortable(table);
      expandable(figure, filterable(figure, table));
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

// Finds sentences of the articles and shows them above the pages that Sphinx finds.
// Texts of the corpus are only ever written as text, never as HTML.
"use strict";

const FIRST = 20;
const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

function plain(text) {
  // Without accents, so that a keyboard that lacks them finds the words all the same.
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
}

// 3 for the words in this very order, 2 for all as whole words, 1 where some only begin one, else 0.
function rank(wanted, text) {
  const words = plain(text).match(WORD) || [];
  if (!wanted.every((want) => words.some((word) => word.startsWith(want)))) return 0;
  if (!wanted.every((want) => words.includes(want))) return 1;
  const line = ` ${words.join(" ")} `;
  return line.includes(` ${wanted.join(" ")} `) ? 3 : 2;
}

function find(query, { articles, speakers }) {
  const wanted = plain(query).match(WORD) || [];
  if (!wanted.length) return [];
  const matches = [];
  for (const article of articles) {
    for (const [number, address, text, place] of article.sentences) {
      const speaker = speakers[place] || "";
      // What is said comes before who says it.
      const score = rank(wanted, text) || (rank(wanted, `${speaker} ${text}`) ? 0.5 : 0);
      if (score) matches.push({ article: article.name, number, address, text, speaker, score });
    }
  }
  // Of the same rank in the order of the articles: sorting keeps it.
  return matches.sort((one, two) => two.score - one.score);
}

// The text with the words that were asked for as <mark>.
function marked(text, wanted) {
  const parts = document.createDocumentFragment();
  let place = 0;
  for (const match of text.matchAll(WORD)) {
    if (!wanted.some((want) => plain(match[0]).startsWith(want))) continue;
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    parts.append(text.slice(place, match.index), mark);
    place = match.index + match[0].length;
  }
  parts.append(text.slice(place));
  return parts;
}

function item(match, wanted, folder) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = `${folder}/${match.address}`;
  link.append(marked(match.text, wanted));
  const where = document.createElement("p");
  const who = match.speaker ? `${match.speaker} · ` : "";
  where.textContent = `${who}${match.article}, sentence ${match.number}`;
  line.append(link, where);
  return line;
}

function show(query, sentences, results) {
  const wanted = plain(query).match(WORD) || [];
  const matches = find(query, sentences);
  const part = document.createElement("section");
  part.className = "report-search";
  part.setAttribute("aria-labelledby", "report-search-title");
  const title = document.createElement("h2");
  title.id = "report-search-title";
  title.textContent = "Sentences of the articles";
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const amount = matches.length === 1 ? "1 sentence" : `${matches.length || "No"} sentences`;
  const { left } = sentences;
  const rest = left ? ` ${left} further ${left === 1 ? "article is" : "articles are"} not searched.` : "";
  status.textContent = `${amount} with “${query}”.${rest}`;
  const list = document.createElement("ol");
  const add = (some) => list.append(...some.map((match) => item(match, wanted, sentences.folder)));
  add(matches.slice(0, FIRST));
  part.append(title, status, list);
  if (matches.length > FIRST) {
    const more = document.createElement("button");
    more.type = "button";
    more.textContent = `Show all ${matches.length}`;
    more.addEventListener("click", () => {
      const next = list.children.length;
      add(matches.slice(FIRST));
      more.remove();
      list.children[next].querySelector("a").focus();
    });
    part.append(more);
  }
  results.before(part);
}

const query = (new URLSearchParams(location.search).get("q") || "").trim();
const results = document.getElementById("search-results");
if (query && results && window.reportSentences) show(query, window.reportSentences, results);

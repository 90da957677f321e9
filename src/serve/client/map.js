/* The map of the site, for writers: problems, rebuilds, names without an actor, pages.

   Comes in: the state of the server, asked for again whenever the site has turned. Goes out: this
   page, and one stub for each click on `write stub`; nothing is ever written without a click. What always holds: a
   part is drawn anew only when what it shows has changed, so that nothing moves under the hand. */

import { counted, element, numberOf, problemList, withCode } from "./problems.js";
import { follow } from "./stream.js";

const N_PAGES_SHOWN = 200;
const N_NAMES_SHOWN = 10;
const N_REBUILDS_SHOWN = 8;
const N_FILES_NAMED = 2;
const TURN = "/__rapporteur/events?page=&mark=";

const at = (id) => document.getElementById(id);

/** What each part shows, as text, to see whether it has changed. */
const drawn = new Map();
let pages = [];
let names = [];
let nNamesShown = N_NAMES_SHOWN;

at("pages-filter").addEventListener("input", drawPages);
at("names-look").addEventListener("click", lookForNames);
at("names-more").addEventListener("click", showMoreNames);
follow(() => TURN, { turn: refresh, away: showAway });

function showAway(isAway) {
  at("live").textContent = isAway ? "server is away, trying again" : "live";
  at("live").classList.toggle("is-away", isAway);
}

async function refresh() {
  let state;
  try {
    state = await (await fetch("/__rapporteur/state.json")).json();
  } catch {
    // The server has just gone; the next turn asks again.
    return;
  }
  document.title = `Map of ${state.title} – Rapporteur`;
  at("site-title").textContent = state.title;
  at("site-link").href = state.address;
  drawIfChanged("problems", state.problems, drawProblems);
  drawIfChanged("rebuilds", state.rebuilds.map((rebuild) => rebuild.generation), () => drawRebuilds(state.rebuilds));
  drawIfChanged("pages", state.pages, (all) => {
    pages = pagesFirst(all).map((page) => ({ ...page, words: wordsOf(page) }));
    at("pages-filter").disabled = false;
    drawPages();
  });
}

function drawIfChanged(part, value, draw) {
  const text = JSON.stringify(value);
  if (drawn.get(part) === text) return;
  drawn.set(part, text);
  draw(value);
}

// Problems --------------------------------------------------------------------------------------

function drawProblems(problems) {
  const count = counted(problems);
  const isOld = problems.stale ? " The site shown is the last good version." : "";
  at("problems-status").textContent = count ? `${count}.${isOld}` : "None.";
  at("problems-status").classList.toggle("good", !count);
  at("problems-list").replaceChildren(...(count ? [problemList(problems)] : []));
}

// Rebuilds --------------------------------------------------------------------------------------

function drawRebuilds(rebuilds) {
  at("chart").replaceChildren(...chart(rebuilds));
  at("rebuilds").replaceChildren(...rebuilds.slice(0, N_REBUILDS_SHOWN).map(rebuildItem));
}

function rebuildItem(rebuild) {
  const time = new Date(Date.now() - rebuild.ago_ms);
  return element("li", rebuild.outcome, [
    element("time", "", time.toLocaleTimeString("en-GB")),
    element("span", "what-changed", changedFiles(rebuild)),
    element("span", "outcome", rebuild.outcome),
    element("span", "ms", `${milliseconds(rebuild.ms)} ms`),
  ]);
}

/** `a.md, b.md and 12 more`. Without a file, it was the first build, or a date has come. */
function changedFiles({ generation, changed, n_changed: nChanged }) {
  const named = changed.slice(0, N_FILES_NAMED);
  if (named.length === 0) return generation === 1 ? "first build" : "the time has come";
  const files = named.flatMap((path, idx) => [idx > 0 ? ", " : "", element("code", "", path)]);
  return nChanged > named.length ? [...files, ` and ${nChanged - named.length} more`] : files;
}

function milliseconds(ms) {
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString("en");
}

/** A bar for each rebuild, the newest on the right, as high as the slowest is long. */
function chart(rebuilds) {
  if (rebuilds.length < 2) return [];
  const times = rebuilds.map((rebuild) => rebuild.ms);
  const slowest = Math.max(...times);
  const range = `${milliseconds(Math.min(...times))} to ${milliseconds(slowest)} ms`;
  const bars = [...rebuilds].reverse().map(({ ms, outcome }, idx) => {
    const height = Math.max(1, (40 * ms) / slowest);
    return svg("rect", { class: outcome, x: idx * 8, y: 40 - height, width: 6, height });
  });
  const width = Math.max(bars.length, 25) * 8;
  const picture = svg("svg", {
    viewBox: `0 0 ${width} 40`,
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": `times of the last ${rebuilds.length} rebuilds: ${range}`,
  }, bars);
  return [picture, element("figcaption", "quiet", `${milliseconds(slowest)} ms is the highest bar.`)];
}

function svg(name, attributes, children = []) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// Names without an actor ------------------------------------------------------------------------

/** Finding names may take a second on a large site, so it waits for a click. */
async function lookForNames() {
  at("names-look").disabled = true;
  at("names-status").textContent = "Looking …";
  try {
    names = await (await fetch("/__rapporteur/candidates.json")).json();
    nNamesShown = N_NAMES_SHOWN;
    at("names-status").textContent = names.length > 0 ? `${numberOf(names.length, "name")}.` : "None.";
    at("names-look").textContent = "Look again";
    at("names").replaceChildren();
    drawNames();
  } catch {
    at("names-status").textContent = "The server did not answer.";
  }
  at("names-look").disabled = false;
}

function showMoreNames() {
  const idx = nNamesShown;
  nNamesShown += N_NAMES_SHOWN;
  drawNames();
  at("names").children[idx]?.querySelector("button").focus();
}

/** Adds rows to those that are there: what was written or opened in them stays. */
function drawNames() {
  const nDrawn = at("names").childElementCount;
  at("names").append(...names.slice(nDrawn, nNamesShown).map(nameItem));
  at("names-more").hidden = names.length <= nNamesShown;
}

function nameItem(name) {
  const write = element("button", "", "write stub");
  write.type = "button";
  write.setAttribute("aria-label", `write stub for ${name.name}`);
  const answer = element("p", "answer");
  answer.setAttribute("role", "status");
  write.addEventListener("click", () => writeStub(name, write, answer));
  const file = element("details", "", [
    element("summary", "", element("code", "", name.path)),
    element("pre", "stub", name.stub),
  ]);
  return element("li", "", [
    element("p", "name", [
      element("strong", "", name.name),
      element("span", "quiet", ` ${name.kind}, ${numberOf(name.count, "time")}`),
    ]),
    write,
    element("p", "sample", sampleOf(name)),
    file,
    answer,
  ]);
}

/** The sentence with the name marked in it. */
function sampleOf({ name, sample }) {
  const start = sample.indexOf(name);
  if (start < 0) return sample;
  const end = start + name.length;
  return [sample.slice(0, start), element("mark", "", name), sample.slice(end)];
}

async function writeStub(name, write, answer) {
  write.disabled = true;
  answer.textContent = "writing …";
  try {
    const response = await fetch("/__rapporteur/stub", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: name.name }),
    });
    const { path, error } = await response.json();
    answer.className = `answer ${response.ok ? "good" : "bad"}`;
    answer.replaceChildren(...withCode(response.ok ? `written: \`${path}\`` : error));
    write.hidden = response.ok;
    write.disabled = response.ok;
  } catch {
    answer.className = "answer bad";
    answer.textContent = "The server did not answer.";
    write.disabled = false;
  }
}

// Pages -----------------------------------------------------------------------------------------

/** What a reader opens comes before data, feeds and files of the theme. */
function pagesFirst(all) {
  const isPage = ({ url }) => url.endsWith("/");
  return [...all.filter(isPage), ...all.filter((page) => !isPage(page))];
}

/** All that the filter looks at, made once: the filter runs over 30,000 pages at each key. */
function wordsOf({ title, url, kind, source }) {
  return [title, url, kind, source ?? ""].join(" ").toLowerCase();
}

/** The pages that have all the words of the filter somewhere. */
function drawPages() {
  const wanted = at("pages-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = pages.filter((page) => wanted.every((word) => page.words.includes(word)));
  const shown = found.slice(0, N_PAGES_SHOWN);
  at("pages-status").textContent = pageCount(found.length, shown.length, wanted.length > 0);
  const focused = at("pages").contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  at("pages").replaceChildren(...shown.map(pageItem));
  if (focused) at("pages").querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function pageCount(nFound, nShown, isFiltered) {
  const all = numberOf(pages.length, "page");
  const found = isFiltered ? `${nFound.toLocaleString("en")} of ${all}` : all;
  const rest = nFound - nShown;
  return rest > 0 ? `${found}; ${rest.toLocaleString("en")} more are not shown.` : `${found}.`;
}

function pageItem({ title, url, kind, source }) {
  const link = element("a", "", title);
  link.href = url;
  return element("li", "", [
    element("span", "page-title", link),
    element("span", "kind", kind),
    element("code", "address", title === url ? "" : url),
    source ? element("code", "source", source) : null,
  ]);
}

/* Problems in the content, as elements: for the overlay and for the map.

   Comes in: what the server says about the problems, and text from the writer's files, which is only
   ever set as text. Goes out: a list, errors first. Its looks are in problems.css. */

const SEVERITIES = ["error", "warning", "note"];
const COPIED_MS = 1500;

/** `2 errors, 1 warning`; empty when there is nothing to count. A failure counts as an error. */
export function counted(problems) {
  const counts = [
    [problems.errors + (problems.failure ? 1 : 0), "error"],
    [problems.warnings, "warning"],
    [problems.notes, "note"],
  ];
  return counts.filter(([n]) => n > 0).map(([n, what]) => numberOf(n, what)).join(", ");
}

/** `1 file`, `2 files`. */
export function numberOf(n, what) {
  return `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
}

/** All problems as one list: first what could not be done at all, then errors, warnings, notes. */
export function problemList(problems) {
  const rank = ({ severity }) => SEVERITIES.indexOf(severity);
  const diagnostics = [...problems.diagnostics].sort((one, other) => rank(one) - rank(other));
  const failures = problems.failure ? [failureItem(problems.failure)] : [];
  return element("ul", "problems", [...failures, ...diagnostics.map(problemItem)]);
}

/** An element with a class and children; text is taken as text. */
export function element(name, className, children = []) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...[children].flat().filter((child) => child !== null));
  return made;
}

/** Text in which what stands between backticks is set as code. */
export function withCode(text) {
  const parts = text.split(/`([^`]+)`/);
  return parts.map((part, idx) => (idx % 2 === 1 ? element("code", "", part) : part));
}

function failureItem(failure) {
  const [message, ...rest] = failure.split("\n");
  const hint = rest.join("\n").replace(/^\s*hint:\s*/, "");
  return element("li", "problem error", [whatLine("error", message), hint ? hintLine(hint) : null]);
}

function problemItem(diagnostic) {
  const { severity, code, path, line, message, hint, related } = diagnostic;
  return element("li", `problem ${severity}`, [
    whatLine(severity, message, code),
    placeLine(path, line),
    diagnostic.excerpt ? excerptBlock(diagnostic) : null,
    hint ? hintLine(hint) : null,
    related.length > 0 ? element("ul", "related", related.map(relatedItem)) : null,
  ]);
}

function whatLine(severity, message, code = null) {
  return element("p", "what", [
    element("strong", "severity", severity),
    " ",
    element("span", "message", withCode(message)),
    code ? element("span", "code-name", ` ${code}`) : null,
  ]);
}

function hintLine(hint) {
  return element("p", "hint", [element("b", "", "hint:"), " ", ...withCode(hint)]);
}

function relatedItem({ path, line, message }) {
  return element("li", "", [element("span", "", withCode(message)), placeLine(path, line)]);
}

/** `content/articles/a.md:3`, with a button that copies it for the editor. */
function placeLine(path, line) {
  const place = line ? `${path}:${line}` : path;
  const text = element("code", "place-text", place);
  const button = element("button", "copy", "copy");
  button.type = "button";
  button.setAttribute("aria-label", `copy ${place}`);
  button.addEventListener("click", () => copy(place, text, button));
  return element("p", "place", [text, " ", button]);
}

/** Copies the text of an element, or selects it where the page may not write to the clipboard. */
async function copy(words, text, button) {
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = "copied";
  } catch {
    getSelection().selectAllChildren(text);
    button.textContent = "selected";
  }
  setTimeout(() => (button.textContent = "copy"), COPIED_MS);
}

/** The line with its number; columns count characters, not the units of a JavaScript string. */
function excerptBlock({ line, columns, excerpt }) {
  const characters = Array.from(excerpt);
  const [first, behind] = columns ?? [1, 1];
  const piece = (from, to) => characters.slice(from, to).join("");
  const marked = element("mark", "", piece(first - 1, behind - 1));
  const code = element("code", "", [
    piece(0, first - 1),
    marked.textContent ? marked : null,
    piece(Math.max(first, behind) - 1),
  ]);
  return element("pre", "excerpt", [element("span", "line-number", String(line ?? "")), code]);
}

/* What the preview shows on top of a page: the problems, and that the server is away.

   Comes in: the state of the problems, again whenever it changes. What always holds: everything stands in a
   shadow root with its own style sheets, so that neither the site nor this changes the other's looks,
   and the focus is where the writer left it, unless they opened the list themselves. */

import { counted, element, numberOf, problemList } from "./problems.js";

const FOLDED = "rapporteur:folded";
const DISMISSED = "rapporteur:dismissed";
const STYLES = ["/__rapporteur/problems.css", "/__rapporteur/overlay.css"];

export class Overlay {
  #problems = null;
  #isOpen = false;
  #sheet = element("section", "sheet");
  #title = element("h2", "title");
  #status = element("p", "status");
  #list = element("div", "list");
  #fold = button("fold", ["Fold ", element("kbd", "", "Esc")], () => this.#close());
  #pill = button("pill count", [], () => this.#open());
  #dismiss = button("pill dismiss", "×", () => this.#dismissWarnings());
  #away = element("p", "pill away", "server is away, trying again");
  #said = element("p", "said");

  constructor() {
    this.#sheet.setAttribute("aria-labelledby", "title");
    this.#title.id = "title";
    this.#title.tabIndex = -1;
    this.#list.tabIndex = 0;
    this.#list.setAttribute("role", "group");
    this.#list.setAttribute("aria-label", "list of problems");
    this.#dismiss.setAttribute("aria-label", "dismiss these warnings");
    this.#said.setAttribute("role", "status");
    const top = element("header", "top", [element("div", "", [this.#title, this.#status]), this.#fold]);
    this.#sheet.append(top, this.#list);
    for (const part of [this.#sheet, this.#pill, this.#dismiss, this.#away]) part.hidden = true;
    const pills = element("div", "pills", [this.#away, element("div", "pair", [this.#pill, this.#dismiss])]);
    attach([this.#sheet, pills, this.#said]);
    document.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Takes over the state of the problems. */
  show(problems) {
    const hadErrors = this.#problems !== null && isBroken(this.#problems);
    this.#problems = problems;
    if (isBroken(problems)) {
      this.#isOpen = read(FOLDED) === null;
    } else {
      write(FOLDED, null);
      // A list of warnings that the writer has opened stays, a list of errors goes with them.
      if (hadErrors || problems.warnings === 0) this.#isOpen = false;
    }
    this.#fill();
    this.#draw();
  }

  /** Says that the server cannot be reached, or stops saying so. */
  showAway(isAway) {
    this.#away.hidden = !isAway;
    if (isAway) this.#say(this.#away.textContent);
  }

  #fill() {
    const problems = this.#problems;
    const scrolled = this.#list.scrollTop;
    this.#title.textContent = counted(problems);
    this.#status.textContent = statusOf(problems);
    this.#list.replaceChildren(problemList(problems));
    this.#list.scrollTop = scrolled;
    this.#say(`${counted(problems)} ${statusOf(problems)}`.trim());
  }

  #draw() {
    const problems = this.#problems;
    const broken = isBroken(problems);
    const hasNews = problems.warnings > 0 && !isDismissed(problems);
    this.#sheet.hidden = !this.#isOpen;
    this.#sheet.classList.toggle("broken", broken);
    this.#pill.hidden = this.#isOpen || !(broken || hasNews);
    this.#pill.classList.toggle("broken", broken);
    this.#pill.textContent = broken
      ? counted({ ...problems, warnings: 0, notes: 0 })
      : numberOf(problems.warnings, "warning");
    this.#dismiss.hidden = this.#pill.hidden || broken;
  }

  /** Only ever called by the writer's own click, so the focus may follow. */
  #open() {
    this.#isOpen = true;
    write(FOLDED, null);
    this.#draw();
    this.#title.focus();
  }

  #close() {
    const hadFocus = this.#sheet.contains(this.#sheet.getRootNode().activeElement);
    this.#isOpen = false;
    if (isBroken(this.#problems)) write(FOLDED, "yes");
    this.#draw();
    if (hadFocus) this.#pill.focus();
  }

  #dismissWarnings() {
    write(DISMISSED, JSON.stringify(warningKeys(this.#problems)));
    this.#draw();
  }

  #onKey(event) {
    if (event.key === "Escape" && this.#isOpen && !event.defaultPrevented) this.#close();
  }

  /** Tells a screen reader, once for each change. */
  #say(words) {
    if (this.#said.textContent !== words) this.#said.textContent = words;
  }
}

function isBroken(problems) {
  return problems.errors > 0 || problems.failure !== null;
}

/** What the errors mean for the page behind them. */
function statusOf(problems) {
  if (!isBroken(problems)) return "";
  if (problems.stale) return "The page behind is the last good version. It follows as soon as this is mended.";
  return "There is no good version of the site yet. It shows here as soon as this is mended.";
}

/** A warning is the same one when only its line has moved. */
function warningKeys({ diagnostics }) {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  return warnings.map(({ code, path, message }) => `${code} ${path} ${message}`);
}

/** Whether the writer has dismissed all warnings there are; one that is new shows the pill again. */
function isDismissed(problems) {
  const dismissed = new Set(JSON.parse(read(DISMISSED) ?? "[]"));
  return warningKeys(problems).every((key) => dismissed.has(key));
}

function button(className, label, act) {
  const made = element("button", className, label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Puts the parts into the page, out of sight until their style sheets are there. */
function attach(parts) {
  const host = element("div", "");
  host.id = "rapporteur-overlay";
  host.lang = "en";
  host.dir = "ltr";
  host.hidden = true;
  const links = STYLES.map((href) => Object.assign(element("link", ""), { rel: "stylesheet", href }));
  const loads = links.map((link) => new Promise((resolve) => link.addEventListener("load", resolve)));
  host.attachShadow({ mode: "open" }).append(...links, ...parts);
  document.body.append(host);
  Promise.all(loads).then(() => (host.hidden = false));
}

/** Storage of this tab for this session; it may be forbidden, and then nothing is remembered. */
function read(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // See above.
  }
}

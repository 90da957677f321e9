/* Puts changed files into a page that stays where it is: style sheets, pictures, media.

   Comes in: addresses of files whose content changed. What always holds: a style sheet goes only when
   its successor is there, so that the page is never bare; and what cannot be put in reloads the page. */

/** For each style sheet that was put in, those whose place it takes, the oldest first. */
const predecessors = new Map();

/** Puts the style sheet at `is` in the place of the one at `was`. */
export function swapStyle(was, is, reload) {
  const links = styleSheets().filter((link) => pathOf(link.href) === pathOf(was));
  if (links.length === 0) {
    reload();
    return;
  }
  links.forEach((link) => replaceStyle(link, is, reload));
}

/** Refreshes whatever can be refreshed in place, for when nobody knows what changed. */
export function refreshAll(reload) {
  const users = document.querySelectorAll("link[rel~='stylesheet'], img, source, video, audio, embed, object");
  const addresses = [...users].map((element) => element.href ?? element.src ?? element.data);
  refreshFiles(addresses.filter(Boolean), reload);
}

/** Refreshes whatever uses one of the files; reloads if a use cannot be refreshed in place. */
export function refreshFiles(paths, reload) {
  const changed = new Set(paths.map(pathOf));
  const refreshed = new Set();
  const fresh = (address) => {
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin || !changed.has(pathOf(url))) return address;
    refreshed.add(pathOf(url));
    url.searchParams.set("rapporteur", Date.now());
    return url.href;
  };
  refreshStyles(fresh, reload);
  refreshAddresses(fresh);
  refreshSets(fresh);
  if ([...changed].some((path) => !refreshed.has(path) && isInUse(path))) reload();
}

function refreshStyles(fresh, reload) {
  for (const link of styleSheets()) {
    const address = fresh(link.href);
    if (address !== link.href) replaceStyle(link, address, reload);
  }
}

function refreshAddresses(fresh) {
  const uses = {
    'link[rel~="icon"]': "href",
    "img, source, video, audio, embed": "src",
    video: "poster",
    object: "data",
  };
  for (const [selector, name] of Object.entries(uses)) {
    for (const element of document.querySelectorAll(selector)) {
      const address = element.getAttribute(name);
      const renewed = address && fresh(address);
      if (renewed === address) continue;
      element.setAttribute(name, renewed);
      // A player looks at its sources only when it is told to.
      if (element.matches("video > source, audio > source")) element.parentElement.load();
    }
  }
}

/** `srcset` holds several addresses, each with a width or a density. */
function refreshSets(fresh) {
  for (const element of document.querySelectorAll("img[srcset], source[srcset]")) {
    const set = element.getAttribute("srcset");
    const addresses = /(^|,\s+|\s+)([^\s,]+)(?=\s+[\d.]+[wx]|\s*,|\s*$)/g;
    const renewed = set.replace(addresses, (_, before, address) => before + fresh(address));
    if (renewed !== set) element.setAttribute("srcset", renewed);
  }
}

/** Style sheets that have no successor yet. */
function styleSheets() {
  const replaced = new Set([...predecessors.values()].flat());
  return [...document.querySelectorAll('link[rel~="stylesheet"]')].filter((link) => !replaced.has(link));
}

function replaceStyle(link, address, reload) {
  const successor = link.cloneNode();
  successor.href = address;
  // All before it go, also those that were never shown because the next edit was faster.
  predecessors.set(successor, [...(predecessors.get(link) ?? []), link]);
  successor.addEventListener("load", () => predecessors.get(successor).forEach((old) => old.remove()));
  successor.addEventListener("error", () => styleSheets().includes(successor) && reload());
  link.after(successor);
}

/** Scripts, fonts, pictures of a style sheet: what the page has loaded or names. */
function isInUse(path) {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const named = [...document.scripts].map((script) => script.src);
  return [...loaded, ...named].some((address) => address && pathOf(address) === path);
}

function pathOf(address) {
  return new URL(address, document.baseURI).pathname;
}

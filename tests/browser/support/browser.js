/* A real browser, and tabs that remember what went wrong in them. */

import assert from "node:assert/strict";

import axe from "axe-core";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PATIENCE_MS = 20_000;

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

/** Opens an address in a new tab of a browser, or of a window of it. */
export async function open(browser, address, options = {}) {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(PATIENCE_MS);
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(error.stack));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
  });
  page.stream = page.waitForResponse(/\/__rapporteur\/events/).catch(() => null);
  await page.addInitScript(watch);
  await page.goto(address);
  return page;
}

/** Fails if a tab has complained of anything but what is expected. */
export function assertQuiet(page, expected = []) {
  const others = page.complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
  assert.deepEqual(others, []);
}

/** Waits until what runs in the tab is all there and listens: from then on the server may go away. */
export async function connected(page) {
  await page.stream;
  await page.locator("#rapporteur-overlay:not([hidden])").waitFor({ state: "attached" });
}

/** What a browser says of itself when there is no server, or no page. */
export const SERVER_GONE = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/;
export const NOT_FOUND = /status of 404/;
export const NO_SITE = /status of 503/;

/** Number of times that the tab has loaded a page. */
export function loads(page) {
  return page.evaluate(() => Number(sessionStorage.getItem("test:loads")));
}

/** Texts of the blocks that have flashed since the last load. */
export function flashed(page) {
  return page.evaluate(() => window.flashed);
}

/** The overlay: everything of it is in a shadow root, which locators look into. */
export function overlay(page) {
  const at = (selector) => page.locator(`#rapporteur-overlay ${selector}`);
  return { sheet: at(".sheet"), title: at(".title"), pill: at(".count"), dismiss: at(".dismiss"), away: at(".away"), problems: at(".problem") };
}

/** Fails if something in the tab is not accessible. */
export async function assertAccessible(page, selector) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate((selector) => window.axe.run(selector), selector);
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(told, []);
}

/** Runs in the tab before its own scripts: counts loads, and notes what is animated. */
function watch() {
  sessionStorage.setItem("test:loads", Number(sessionStorage.getItem("test:loads")) + 1);
  window.flashed = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...how) {
    window.flashed.push(this.textContent.trim());
    return animate.apply(this, how);
  };
}

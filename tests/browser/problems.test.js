import assert from "node:assert/strict";

import { NO_SITE, assertAccessible, assertQuiet, loads, open, overlay } from "./support/browser.js";
import { show } from "./support/stage.js";

const TALKS = "content/articles/talks.md";
const breakDate = (project) => project.edit(TALKS, "date: 2025-02-18", "date: 2025-13-18");
const mendDate = (project) => project.edit(TALKS, "date: 2025-13-18", "date: 2025-02-18");

show("an error shows over the last good page, and goes when it is mended", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  const { sheet, title, problems } = overlay(tab);
  breakDate(project);
  await sheet.waitFor();
  assert.equal(await title.textContent(), "1 error");
  const problem = await problems.first().innerText();
  assert.match(problem, /not a date/);
  assert.match(problem, /content\/articles\/talks\.md:3/);
  assert.match(problem, /date: 2025-13-18/);
  assert.match(problem, /hint:/);
  assert.equal(await problems.locator(".excerpt mark").textContent(), "2025-13-18");
  assert.match(await sheet.innerText(), /last good version/);
  await tab.getByText("Paragraph 3 tells").waitFor();
  mendDate(project);
  await sheet.waitFor({ state: "hidden" });
  assert.equal(await loads(tab), 1);
  assertQuiet(tab);
});

show("every problem is in the list, errors first", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 of [[nowhere]] tells");
  project.edit(TALKS, "date: 2025-02-18", "date: 2025-13-18\ntopcis: [water]");
  const { title, problems } = overlay(tab);
  await tab.waitForFunction(() => document.querySelector("#rapporteur-overlay")?.shadowRoot.querySelectorAll(".problem").length === 3);
  assert.equal(await title.textContent(), "2 errors, 1 warning");
  const severities = await problems.locator(".severity").allTextContents();
  assert.deepEqual(severities, ["error", "error", "warning"]);
});

show("a broken template and a broken site.yaml show, too", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  const { sheet, problems } = overlay(tab);
  project.write("templates/article.html", "{% block content %}\n{{ page.title ");
  await sheet.waitFor();
  assert.match(await problems.first().innerText(), /templates\/article\.html/);
  project.remove("templates/article.html");
  await sheet.waitFor({ state: "hidden" });
  project.edit("site.yaml", "language: en", "langauge: en");
  await sheet.waitFor();
  assert.match(await problems.first().innerText(), /site\.yaml:3/);
  project.edit("site.yaml", "langauge: en", "language: en");
  await sheet.waitFor({ state: "hidden" });
  await tab.getByText("Paragraph 3 tells").waitFor();
});

show("when the first build fails the overlay says why, and the site comes when it is mended", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  const { sheet } = overlay(tab);
  await sheet.waitFor();
  assert.match(await sheet.innerText(), /no good version/);
  mendDate(project);
  await tab.getByText("Paragraph 3 tells").waitFor();
  await sheet.waitFor({ state: "hidden" });
  assertQuiet(tab, [NO_SITE]);
}, breakDate);

show("escape folds the overlay to a pill, which opens it again", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  const { sheet, pill } = overlay(tab);
  breakDate(project);
  await sheet.waitFor();
  assert.equal(await tab.evaluate(() => document.activeElement === document.body), true, "it takes no focus");
  await tab.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  assert.equal(await pill.textContent(), "1 error");
  await tab.goto(at("about/"));
  await pill.waitFor();
  await pill.press("Enter");
  await sheet.waitFor();
  await tab.keyboard.press("Escape");
  assert.equal(await pill.evaluate((button) => button.getRootNode().activeElement === button), true, "the focus goes back");
});

show("warnings are a pill that can be dismissed until there is a new one", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  const { sheet, pill, dismiss } = overlay(tab);
  project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 of [[nowhere]] tells");
  await pill.waitFor();
  assert.equal(await pill.textContent(), "1 warning");
  assert.equal(await sheet.isVisible(), false);
  await pill.click();
  await sheet.waitFor();
  await tab.keyboard.press("Escape");
  await dismiss.click();
  await pill.waitFor({ state: "hidden" });
  project.edit(TALKS, "Paragraph 4 tells", "Paragraph 4 now says");
  await tab.getByText("Paragraph 4 now says").waitFor();
  assert.equal(await pill.isVisible(), false);
  project.edit(TALKS, "Paragraph 5 tells", "Paragraph 5 of [[no-place]] tells");
  await tab.getByText("2 warnings").first().waitFor({ state: "attached" });
  await pill.waitFor();
});

show("the overlay copies file and line", async ({ project, browser, at }) => {
  const tab = await open(browser, at("articles/talks/"), { permissions: ["clipboard-read", "clipboard-write"] });
  breakDate(project);
  const { problems } = overlay(tab);
  await problems.getByRole("button", { name: "copy content/articles/talks.md:3" }).click();
  await problems.getByText("copied").waitFor();
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), "content/articles/talks.md:3");
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    show(`the overlay is accessible: ${colorScheme}, ${width} px`, async ({ project, browser, at }) => {
      const tab = await open(browser, at("articles/talks/"), { colorScheme, viewport: { width, height: 740 } });
      const { sheet, pill } = overlay(tab);
      project.edit(TALKS, "Paragraph 3 tells", "Paragraph 3 of [[nowhere]] tells");
      await pill.waitFor();
      await assertAccessible(tab, "#rapporteur-overlay");
      breakDate(project);
      await sheet.waitFor();
      await assertAccessible(tab, "#rapporteur-overlay");
      const isWide = await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(isWide, false, "nothing has to be scrolled sideways");
    });
  }
}

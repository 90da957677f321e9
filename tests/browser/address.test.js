import assert from "node:assert/strict";

import { NOT_FOUND, assertQuiet, open } from "./support/browser.js";
import { longArticle } from "./support/project.js";
import { show } from "./support/stage.js";

const TALKS = "content/articles/talks.md";

show("the old address of a renamed article leads to the new one", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/talks/"));
  project.rename(TALKS, "content/articles/river-summit.md");
  const link = tab.locator('.rapporteur-lost a[href$="/articles/river-summit/"]').first();
  await link.waitFor();
  const response = await tab.goto(at("articles/talks/"));
  assert.equal(response.status(), 404);
  await link.click();
  await tab.getByRole("heading", { name: "Talks at the river" }).waitFor();
  assert.equal(tab.url(), at("articles/river-summit/"));
  assertQuiet(tab, [NOT_FOUND]);
});

show("where a page was deleted the site's own page says so, with near names", async ({ project, window, at }) => {
  const tab = await open(window, at("articles/river-talks/"));
  project.remove("content/articles/river-talks.md");
  await tab.locator('.rapporteur-lost a[href$="/articles/river-talks-resume/"]').waitFor();
  await tab.getByRole("heading", { name: "This page is not here" }).waitFor();
  const response = await tab.goto(at("articles/river-talks/"));
  assert.equal(response.status(), 404);
  assertQuiet(tab, [NOT_FOUND]);
}, (project) => {
  project.write("content/articles/river-talks.md", longArticle("River talks", 3));
  project.write("content/articles/river-talks-resume.md", longArticle("River talks resume", 4));
});

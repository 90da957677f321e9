/* A project that is served and a browser, for one test, and put away after it. */

import { test } from "node:test";

import { launch } from "./browser.js";
import { Project } from "./project.js";

/** A test with a project and a browser of its own. What `prepare` does comes before the server starts. */
export function show(what, act, prepare = () => {}) {
  test(what, { timeout: 120_000 }, async () => {
    const project = new Project();
    const browser = await launch();
    try {
      prepare(project);
      await project.serve();
      // A context is a window: its tabs share connections and storage.
      const window = await browser.newContext();
      await act({ project, browser, window, at: (path) => new URL(path, project.address).href });
    } finally {
      // The server ends while tabs are connected to it, which is when it is hardest.
      try {
        await project.removeAll();
      } finally {
        await browser.close();
      }
    }
  });
}

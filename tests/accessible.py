"""Look pages over with axe-core, in a browser without a window: `python -m tests.accessible PAGE.html…`.

Needs node, Chromium (CHROME names another one), and `npm install axe-core puppeteer-core` where NODE_PATH looks.
Light, dark and a narrow window are looked at; any finding ends it with 1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = """
const puppeteer = require('puppeteer-core');
const axe = require('axe-core');
(async () => {
  const [chrome, ...pages] = JSON.parse(process.argv[1]);
  const browser = await puppeteer.launch({executablePath: chrome, args: ['--no-sandbox'], headless: true});
  const found = [];
  for (const page of pages) {
    for (const [look, wide] of [['light', 1400], ['dark', 1400], ['light', 380]]) {
      const tab = await browser.newPage();
      await tab.setBypassCSP(true);
      await tab.setViewport({width: wide, height: 900});
      await tab.emulateMediaFeatures([{name: 'prefers-color-scheme', value: look}]);
      await tab.goto('file://' + page);
      await tab.evaluate(axe.source);
      const said = await tab.evaluate(async () => axe.run(document));
      const wideness = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      found.push({page, look, wide, passes: said.passes.length, overflow: wideness,
        violations: said.violations.map(v => ({id: v.id, impact: v.impact, help: v.help,
          nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))}))});
      await tab.close();
    }
  }
  await browser.close();
  console.log(JSON.stringify(found));
})().catch(error => { console.error(String(error)); process.exit(2); });
"""


def browser() -> str | None:
    """The browser's program, or None where there is none."""
    names = (os.environ.get("CHROME", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def what_is_missing() -> str:
    """What is missing to look pages over, or an empty text."""
    if shutil.which("node") is None:
        return "node is not there"
    if browser() is None:
        return "no Chromium is there"
    told = subprocess.run(
        ["node", "-e", "require('axe-core'); require('puppeteer-core')"], capture_output=True, check=False
    )
    return "" if told.returncode == 0 else "axe-core and puppeteer-core are not where NODE_PATH points"


def look_over(pages: list[Path]) -> list[dict[str, object]]:
    """What axe says of each page, in each look."""
    arguments = json.dumps([browser(), *(str(page.resolve()) for page in pages)])
    done = subprocess.run(["node", "-e", SCRIPT, arguments], capture_output=True, text=True, check=True)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def main() -> int:
    """Look over the pages that are named."""
    if missing := what_is_missing():
        sys.stderr.write(missing + "\n")
        return 2
    found = look_over([Path(name) for name in sys.argv[1:]])
    for one in found:
        told = [one["page"], one["look"], one["wide"], "passed", one["passes"], one["violations"] or "none broken"]
        sys.stdout.write(" ".join(map(str, told)) + "\n")
    return 1 if any(one["violations"] for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())

// node axe.mjs PAGE WIDTH axe|none [SCREENSHOT HEIGHT ANCHOR]: what axe-core (if asked) and the browser hold against a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, width, judge, picture, height, anchor] = process.argv.slice(2);
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: quiet });
// The page forbids scripts that it did not bring; axe-core is let in for the test alone.
const context = await browser.newContext({ viewport: { width: +width, height: +(height ?? 900) }, bypassCSP: true });
const page = await context.newPage();
const said = [];
const asked = [];
page.on("console", message => said.push(message.text()));
page.on("pageerror", error => said.push(error.message));
page.on("dialog", dialog => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
page.on("request", request => asked.push(request.url()));
const start = Date.now();
await page.goto(pathToFileURL(file).href);
const ms = Date.now() - start;
await page.evaluate(() => document.querySelectorAll("details").forEach(d => (d.open = true)));
const found = judge === "axe" ? await judged() : { violations: [], passes: [] };
const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
if (picture) {
  await page.evaluate(() => document.querySelectorAll("details").forEach(d => (d.open = false)));
  await page.evaluate(name => document.getElementById(name)?.scrollIntoView(), anchor ?? "");
  await page.waitForTimeout(500);
  await page.screenshot({ path: picture });
}
await browser.close();
const wrong = found.violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200)) }));
console.log(JSON.stringify({ violations: wrong, passes: found.passes.length, said, asked, overflow, ms }));

async function judged() {
  // What lies below the fold is not drawn until it is scrolled to; here it is judged too.
  await page.addStyleTag({ content: "* { content-visibility: visible !important }" });
  await page.addScriptTag({ content: readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8") });
  const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
  return page.evaluate(options => globalThis.axe.run(document, options), options);
}

import { afterEach, expect, test, vi } from "vitest";
import { showAgain, showPage } from "./page-swap";

vi.mock("./htmx", () => ({ default: { process: vi.fn() } }));

const page = (inside: string): string =>
  `<!doctype html><html lang="ar" dir="rtl" data-theme="troth-dark"><head><title>Two · Troth</title></head><body class="sideroom org1">${inside}</body></html>`;

function stub(response: Partial<Response> & { text: () => Promise<string> }): void {
  vi.stubGlobal("scrollTo", vi.fn());
  vi.stubGlobal("fetch", vi.fn(async () => ({ ok: true, url: location.href, ...response })));
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("language, direction, theme and room come with the page, and nothing of the old one stays", () => {
  document.documentElement.setAttribute("data-letters", "clear");
  showPage(page("<main id='main' tabindex='-1'>Two</main>"), "");
  expect(document.documentElement.dir).toBe("rtl");
  expect(document.documentElement.dataset["theme"]).toBe("troth-dark");
  expect(document.documentElement.hasAttribute("data-letters")).toBe(false);
  expect(document.body.className).toBe("sideroom org1");
  expect(document.activeElement?.id).toBe("main");
});

test("the focus goes to what needs another look", () => {
  showPage(page("<main id='main' tabindex='-1'><section id='wrong' tabindex='-1' autofocus></section></main>"), "");
  expect(document.activeElement?.id).toBe("wrong");
});

test("the same page again keeps the place, and says first what there is to say", () => {
  const scroll = vi.fn();
  vi.stubGlobal("scrollTo", scroll);
  vi.stubGlobal("scrollY", 400);
  const card = "<li id='card' tabindex='-1'><button>Confirm</button></li>";
  const shown = (messages: string): string => page(`<main id='main' tabindex='-1'><div id='messages'>${messages}</div>${card}</main>`);
  showPage(shown(""), "");
  document.querySelector("button")?.focus();
  showPage(shown(""), "");
  expect(scroll).toHaveBeenLastCalledWith(0, 400);
  expect(document.activeElement?.id).toBe("card");
  showPage(shown("<p>Saved.</p>"), "");
  expect(scroll).toHaveBeenLastCalledWith(0, 0);
  expect(document.activeElement?.id).toBe("main");
});

test("scripts in the page do not come along", () => {
  showPage(page('<script src="/static/x.js"></script><p>words</p>'), "");
  expect(document.querySelector("body script")).toBeNull();
  expect(document.body.textContent).toBe("words");
});

test("a new address is remembered, so that going back works", () => {
  const push = vi.spyOn(history, "pushState").mockReturnValue(undefined);
  showPage(page("x"), `${location.origin}/p/next/`);
  expect(push).toHaveBeenCalledWith(null, "", `${location.origin}/p/next/`);
});

test("going back to another page asks the server for it", () => {
  const reload = watchReload("/p/one/");
  showPage(page("x"), "");
  vi.stubGlobal("location", { ...location, pathname: "/p/two/", reload });
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
  expect(reload).toHaveBeenCalledOnce();
});

test("a link to a place on this page keeps it, and whoever steps through it by keyboard", () => {
  const reload = watchReload("/p/one/");
  showPage(page("<main id='main' tabindex='-1'>words</main>"), "");
  vi.stubGlobal("location", { ...location, hash: "#main", reload });
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
  expect(reload).not.toHaveBeenCalled();
  expect(document.activeElement?.id).toBe("main");
});

function watchReload(pathname: string): () => void {
  const reload = vi.fn();
  vi.stubGlobal("scrollTo", vi.fn());
  vi.stubGlobal("location", { href: `http://localhost${pathname}`, pathname, search: "", hash: "", reload });
  return reload;
}

test("who may still see the page keeps it, words and all, and listens anew", async () => {
  document.body.innerHTML = '<input value="half a sentence"><live-stream rooms="R,S"></live-stream>';
  stub({ text: async () => page('<live-stream rooms="R"></live-stream>') });
  await showAgain();
  expect(document.querySelector("input")?.value).toBe("half a sentence");
  expect(document.querySelector("live-stream")?.getAttribute("rooms")).toBe("R");
});

test("who may not sees what the server says instead", async () => {
  document.body.innerHTML = '<p>Lumen pricing</p><live-stream rooms="R"></live-stream>';
  stub({ ok: false, text: async () => page("There is nothing here for you to see.") });
  await showAgain();
  expect(document.body.textContent).toBe("There is nothing here for you to see.");
});

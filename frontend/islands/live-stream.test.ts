import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveLine } from "../page/live-line";
import type { Hint, Told } from "../page/live-read";
import { places } from "./live-stream";

let told: Told;
let heard: string[];
let seen: DocumentVisibilityState;

vi.mock("../page/live-line", () => ({ LiveLine: vi.fn() }));
vi.mock("../page/page-swap", () => ({ showAgain: vi.fn() }));

function page(inside = ""): Element {
  document.body.innerHTML = `${inside}<live-stream key="k" rooms="R,S" at="R.5" data-slow="once a minute"></live-stream>`;
  return document.querySelector("live-stream") as Element;
}

const hint = (idx: number, more: Partial<Hint> = {}): Hint => ({ event: "commitment", room: "R", idx, kind: "commitment:kept", spread: 0, ...more });

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(LiveLine).mockImplementation(function (_key, _rooms, _at, ears) {
    told = ears;
    return { start: vi.fn(), stop: vi.fn() } as unknown as LiveLine;
  });
  heard = [];
  seen = "visible";
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => seen);
  for (const name of ["live:commitment", "live:commitment:R", "live:agreement", "live:inbox", "live:slow"]) {
    document.body.addEventListener(name, (event) => heard.push(`${name} ${(event as CustomEvent<Hint>).detail.idx}`));
  }
});

afterEach(() => {
  document.body.innerHTML = "";
  document.body.replaceWith(document.createElement("body"));
  vi.useRealTimers();
});

test("places are read as rooms and indexes", () => {
  expect(places("R.5,S.0")).toEqual({ R: 5, S: 0 });
  expect(places("")).toEqual({});
});

test("a hint becomes an event of its noun, and of its noun and room", () => {
  page();
  told.hint(hint(6));
  vi.advanceTimersByTime(1);
  expect(heard).toEqual(["live:commitment 6", "live:commitment:R 6"]);
});

test("what the page shows already is not fetched again", () => {
  page();
  told.hint(hint(5));
  vi.advanceTimersByTime(1);
  expect(heard).toEqual([]);
});

test("a hidden tab fetches once, when it is shown", () => {
  page();
  seen = "hidden";
  for (const idx of [6, 7, 8]) told.hint(hint(idx));
  vi.advanceTimersByTime(5000);
  expect(heard).toEqual([]);
  seen = "visible";
  document.dispatchEvent(new Event("visibilitychange"));
  expect(heard).toEqual(["live:commitment 8", "live:commitment:R 8"]);
});

test("a crowd spreads its fetching", () => {
  page();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  told.hint(hint(6, { spread: 1000 }));
  vi.advanceTimersByTime(499);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(heard).toHaveLength(2);
});

test("catching up tells every element that listens to anything, and each once", () => {
  page('<p hx-trigger="live:commitment from:body, live:inbox from:body"></p><p hx-trigger="live:agreement from:body"></p>');
  told.hint(hint(90, { event: "catch-up" }));
  vi.advanceTimersByTime(1);
  expect(heard).toEqual(["live:commitment 90", "live:agreement 90"]);
});

test("catching up tells whoever listens for it once, whatever else they listen to", () => {
  page('<p hx-trigger="live:commitment from:body, live:slow from:body"></p><p hx-trigger="live:post from:body, live:slow from:body"></p>');
  told.hint(hint(90, { event: "catch-up" }));
  vi.advanceTimersByTime(1);
  expect(heard).toEqual(["live:slow 90"]);
});

test("without the line it says so and asks once a minute, until the line is back", () => {
  const one = page('<p hx-trigger="live:agreement from:body"></p>');
  told.open(false);
  expect(one.textContent).toBe("once a minute");
  vi.advanceTimersByTime(60_001);
  expect(heard).toEqual(["live:agreement -1"]);
  told.open(true);
  expect(one.textContent).toBe("");
  vi.advanceTimersByTime(120_000);
  expect(heard).toHaveLength(1);
});

test("refused at once it falls back; refused later it asks the server what may still be seen", async () => {
  const { showAgain } = await import("../page/page-swap");
  const one = page();
  told.refused();
  expect(one.textContent).toBe("once a minute");
  expect(showAgain).not.toHaveBeenCalled();
  told.open(true);
  told.refused();
  expect(showAgain).toHaveBeenCalledOnce();
});

test("a page of no room still hears what waits for its person", () => {
  document.body.innerHTML = '<live-stream key="k" rooms="" at=""></live-stream>';
  expect(vi.mocked(LiveLine).mock.lastCall?.[1]).toEqual([]);
  told.hint({ event: "inbox", room: "", idx: -1, kind: "inbox", spread: 0 });
  vi.advanceTimersByTime(1);
  expect(heard).toEqual(["live:inbox -1"]);
});

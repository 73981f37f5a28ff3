import { beforeEach, expect, test, vi } from "vitest";
import { listen, pageOf, type Scope } from "./notifier";

const ORIGIN = "https://troth.example";
const showNotification = vi.fn(async () => undefined);
const openWindow = vi.fn(async () => undefined);
const focus = vi.fn(async () => undefined);
let tabs: { url: string; focus: typeof focus }[];
let heard: Record<string, (event: unknown) => void>;
let done: Promise<unknown>[];

const waitUntil = (one: Promise<unknown>): void => void done.push(one);

beforeEach(() => {
  [tabs, heard, done] = [[], {}, []];
  for (const one of [showNotification, openWindow, focus]) one.mockClear();
  const scope = {
    location: { origin: ORIGIN },
    registration: { showNotification },
    clients: { matchAll: async () => tabs, openWindow },
    skipWaiting: async () => undefined,
    addEventListener: (name: string, then: (event: unknown) => void) => void (heard[name] = then),
  };
  listen(scope as unknown as Scope);
});

async function press(data: unknown): Promise<void> {
  const close = vi.fn();
  heard["notificationclick"]?.({ waitUntil, notification: { data, close } });
  await Promise.all(done);
  expect(close).toHaveBeenCalledOnce();
}

test("the sentence shows in the language and direction of its reader, once for each mail", async () => {
  const said = { sentence: "وعدت كافيري", url: "/inbox/", tag: "01J", lang: "ar", dir: "rtl" };
  heard["push"]?.({ waitUntil, data: { json: () => said } });
  await Promise.all(done);
  expect(showNotification).toHaveBeenCalledWith("Troth", { body: "وعدت كافيري", tag: "01J", lang: "ar", dir: "rtl", data: "/inbox/" });
});

test("a message without words shows nothing", () => {
  heard["push"]?.({ waitUntil, data: null });
  expect(showNotification).not.toHaveBeenCalled();
});

test("pressing it opens the page", async () => {
  await press("/p/lumen-kaveri/talk/1/");
  expect(openWindow).toHaveBeenCalledWith(`${ORIGIN}/p/lumen-kaveri/talk/1/`);
});

test("a page that is open already is brought to the front", async () => {
  tabs = [{ url: `${ORIGIN}/other/`, focus: vi.fn() as never }, { url: `${ORIGIN}/inbox/`, focus }];
  await press("/inbox/");
  expect(focus).toHaveBeenCalledOnce();
  expect(openWindow).not.toHaveBeenCalled();
});

test.each(["https://elsewhere.example/x", "//elsewhere.example/x", "javascript:alert(1)", "data:text/html,x", undefined, 7])(
  "it opens pages of our own server and no other: %s",
  (url) => {
    expect(pageOf(url, ORIGIN)).toBe(`${ORIGIN}/`);
  },
);

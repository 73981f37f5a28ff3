import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TalkPosts } from "./talk-posts";

vi.mock("../page/htmx", () => ({ default: { process: vi.fn() } }));

const post = (number: number, turn: number, words = `post ${number}`): string =>
  `<article class="post" id="post-${number}" data-number="${number}" data-turn="${turn}"><p>${words}</p></article>`;

let asked: string[];
let answers: Record<string, string>;

function page(inside = post(1, 1) + post(2, 2), end = " end"): TalkPosts {
  document.body.innerHTML = `<talk-posts room="R" topic="T" audience="P.en" since="/since/"${end} data-one="One new below" data-many="{n} new below" data-gap="Load again">
    <div class="posts">${inside}</div><div class="new-below"></div></talk-posts><textarea></textarea>`;
  return document.querySelector("talk-posts") as TalkPosts;
}

function hear(name: string, detail?: object): Promise<void> {
  document.body.dispatchEvent(new CustomEvent(name, { detail }));
  return vi.waitFor(() => expect(asked.length).toBeGreaterThan(0)).then(() => new Promise((go) => setTimeout(go, 5)));
}

const said = (one: Element): string[] => Array.from(one.querySelectorAll("article"), (each) => each.textContent ?? "");
const hint = (idx: number) => ({ event: "post", room: "R", idx, kind: "post:written", spread: 0 });

beforeEach(() => {
  asked = [];
  answers = {};
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    const text = answers[url];
    return Promise.resolve({ ok: text !== undefined, redirected: false, text: () => Promise.resolve(text) });
  });
  vi.stubGlobal("scrollBy", vi.fn());
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.unstubAllGlobals();
});

test("a new post is asked of live at once and stands at the end", async () => {
  const one = page();
  answers["/live/fragment/R/7/P.en/talk.T"] = post(2, 2) + post(3, 3);
  await hear("now:post", hint(7));
  expect(said(one)).toEqual(["post 1", "post 2", "post 3"]);
  expect(one.querySelector("#post-3")?.classList.contains("arrived")).toBe(true);
});

test("a changed post is replaced where it stands, an older rendering changes nothing", async () => {
  const one = page();
  answers["/live/fragment/R/7/P.en/talk.T"] = post(1, 9, "in other words") + post(2, 1, "as it was long ago");
  await hear("now:post", hint(7));
  expect(said(one)).toEqual(["in other words", "post 2"]);
});

test("a translated post stays translated when it gets a sign, and not when its words change or go", async () => {
  const article = (turn: number, version: number, inside: string): string =>
    `<article class="post" id="post-1" data-number="1" data-turn="${turn}" data-version="${version}">${inside}</article>`;
  const one = page(article(1, 1, '<div class="words by-machine" data-version="1">Hallo</div>'));
  answers["/live/fragment/R/7/P.en/talk.T"] = article(2, 1, '<div class="words">Hello</div><p>Glad</p>');
  await hear("now:post", hint(7));
  expect(said(one)).toEqual(["HalloGlad"]);
  asked.length = 0;
  answers["/live/fragment/R/8/P.en/talk.T"] = article(3, 2, '<div class="words">Hello again</div>');
  await hear("now:post", hint(8));
  expect(said(one)).toEqual(["Hello again"]);
});

test("whoever has pressed Translate keeps the button, and whoever chooses a sign goes on choosing", async () => {
  const article = (turn: number, words: string): string =>
    `<article class="post" id="post-1" data-number="1" data-turn="${turn}" data-version="${turn}"><div class="words">${words}</div><button class="translate"></button><button class="sign"></button></article>`;
  const one = page(article(1, "Hello"));
  document.querySelector<HTMLElement>(".translate")?.focus();
  one.show(article(2, "Hello again"));
  expect(said(one)).toEqual(["Hello again"]);
  expect(document.activeElement?.className).toBe("translate");
  document.querySelector<HTMLElement>(".sign")?.focus();
  one.show(article(3, "Once more"));
  expect(said(one)).toEqual(["Hello again"]);
});

test("a translated post that is taken back is gone, also for whoever has just pressed the button", async () => {
  const one = page(
    '<article class="post" id="post-1" data-number="1" data-turn="1" data-version="1"><div class="words by-machine" data-version="1">Hallo</div><button class="translate"></button></article>',
  );
  document.querySelector<HTMLElement>(".translate")?.focus();
  answers["/live/fragment/R/7/P.en/talk.T"] =
    '<article class="post" id="post-1" data-number="1" data-turn="2" data-version="1"><p>Taken back by its author.</p></article>';
  await hear("now:post", hint(7));
  expect(said(one)).toEqual(["Taken back by its author."]);
});

test("where live cannot tell, the page's own address is asked later", async () => {
  const one = page();
  answers["/since/"] = post(3, 3);
  await hear("now:post", hint(7));
  expect(said(one)).toHaveLength(2);
  await hear("live:post", hint(7));
  expect(asked).toEqual(["/live/fragment/R/7/P.en/talk.T", "/since/"]);
  expect(said(one)).toHaveLength(3);
});

test("without the line the page's own address is asked whenever the minute is over", async () => {
  const one = page();
  answers["/since/"] = post(3, 3);
  const catchUp = { event: "catch-up", room: "", idx: -1, kind: "catch-up", spread: 0 };
  await hear("live:slow", catchUp);
  expect(said(one)).toHaveLength(3);
  answers["/since/"] = post(4, 4);
  await hear("live:slow", catchUp);
  expect(asked).toEqual(["/since/", "/since/"]);
  expect(said(one)).toHaveLength(4);
});

test("what has been shown is not fetched a second time", async () => {
  page();
  answers["/live/fragment/R/7/P.en/talk.T"] = post(3, 3);
  await hear("now:post", hint(7));
  await hear("live:post", hint(7));
  expect(asked).toHaveLength(1);
});

test("whoever has missed more than live keeps asks the page's own address at once", async () => {
  const one = page();
  answers["/live/fragment/R/9/P.en/talk.T"] = post(5, 5) + post(6, 6);
  answers["/since/"] = post(3, 3) + post(4, 4) + post(5, 5) + post(6, 6);
  await hear("now:post", hint(9));
  expect(asked).toEqual(["/live/fragment/R/9/P.en/talk.T", "/since/"]);
  expect(said(one)).toEqual(["post 1", "post 2", "post 3", "post 4", "post 5", "post 6"]);
});

test("a change that it does not show is none that it has missed", async () => {
  page(post(4, 4) + post(5, 5));
  answers["/live/fragment/R/8/P.en/talk.T"] = post(1, 6) + post(5, 5);
  answers["/live/fragment/R/9/P.en/talk.T"] = post(2, 7);
  await hear("now:post", hint(8));
  await hear("now:post", hint(9));
  expect(asked).toEqual(["/live/fragment/R/8/P.en/talk.T", "/live/fragment/R/9/P.en/talk.T"]);
});

test("another room's news is not this topic's", async () => {
  page();
  document.body.dispatchEvent(new CustomEvent("now:post", { detail: { ...hint(7), room: "S" } }));
  await new Promise((go) => setTimeout(go, 5));
  expect(asked).toEqual([]);
});

test("on an earlier page of a long topic nothing is appended, and a gap is said in words", async () => {
  const early = page(undefined, "");
  answers["/live/fragment/R/7/P.en/talk.T"] = post(3, 3);
  await hear("now:post", hint(7));
  expect(said(early)).toHaveLength(2);
  const one = page();
  answers["/live/fragment/R/8/P.en/talk.T"] = post(40, 40);
  await hear("now:post", hint(8));
  expect(said(one)).toHaveLength(2);
  expect(one.querySelector(".new-below")?.textContent).toBe("Load again");
});

test("new posts below the fold are announced and not scrolled to", async () => {
  const one = page();
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue({ top: innerHeight + 50 } as DOMRect);
  answers["/live/fragment/R/7/P.en/talk.T"] = post(3, 3) + post(4, 4);
  await hear("now:post", hint(7));
  const way = one.querySelector(".new-below a");
  expect(way?.textContent).toBe("2 new below");
  expect(way?.getAttribute("href")).toBe("#post-3");
  vi.restoreAllMocks();
});

test("who writes keeps the place of the field", async () => {
  const one = page();
  const field = document.querySelector("textarea") as HTMLTextAreaElement;
  field.focus();
  let top = 100;
  vi.spyOn(field, "getBoundingClientRect").mockImplementation(() => ({ top: (top += 60) }) as DOMRect);
  one.show(post(3, 3));
  expect(scrollBy).toHaveBeenCalledWith(0, 60);
  vi.restoreAllMocks();
});

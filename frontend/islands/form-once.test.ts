import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./form-once";

vi.mock("../page/htmx", () => ({ default: { process: vi.fn() } }));

let answer: () => Promise<Response>;
let sent: { url: string; init: RequestInit }[];

function page(attributes = ""): HTMLFormElement {
  document.body.innerHTML = `<main id="main"><form-once data-lost="Dropped at {time}." data-down="No answer at {time}." data-again="Try again">
    <form method="post" action="/p/x/commitments/" ${attributes}><input type="hidden" name="once" value="01J"><input name="what" value="20 units">
    <button name="act" value="promise">Promise it</button><div class="once-note" role="alert"></div></form></form-once></main>`;
  return document.querySelector("form") as HTMLFormElement;
}

const html = (body: string, init: ResponseInit = {}): Response =>
  new Response(`<html lang="en"><head><title>Next</title></head><body class="sideroom">${body}</body></html>`, { headers: { "Content-Type": "text/html" }, ...init });

function press(form: HTMLFormElement): SubmitEvent {
  const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: form.querySelector("button") });
  form.dispatchEvent(event);
  return event;
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const note = (): string => document.querySelector(".once-note")?.textContent ?? "";

beforeEach(() => {
  sent = [];
  answer = async () => html("<main id='main'>Done</main>");
  vi.stubGlobal("scrollTo", vi.fn());
  vi.stubGlobal("fetch", vi.fn((url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answer();
  }));
});

afterEach(() => vi.unstubAllGlobals());

test("it sends what was typed, with the pressed button, and shows the answer", async () => {
  press(page());
  await settled();
  expect(sent[0]?.url).toBe("/p/x/commitments/");
  expect(String(sent[0]?.init.body)).toBe("once=01J&what=20+units&act=promise");
  expect(document.body.textContent).toContain("Done");
  expect(document.body.className).toBe("sideroom");
  expect(document.title).toBe("Next");
});

test("pressing twice sends once", async () => {
  const form = page();
  press(form);
  press(form);
  await settled();
  expect(sent).toHaveLength(1);
});

test("a dropped connection keeps the words, says so, and a second try works", async () => {
  answer = () => Promise.reject(new TypeError("network"));
  const form = page();
  press(form);
  await settled();
  expect(note()).toMatch(/^Dropped at \d\d.\d\d.*Try again$/);
  expect((form.elements.namedItem("what") as HTMLInputElement).value).toBe("20 units");
  expect(form.querySelector("[aria-disabled]")).toBeNull();
  answer = async () => html("Done");
  (document.querySelector(".once-note button") as HTMLButtonElement).click();
  await settled();
  expect(sent.map((one) => String(one.init.body))).toEqual(Array(2).fill("once=01J&what=20+units&act=promise"));
  expect(document.body.textContent).toContain("Done");
});

test("a server in trouble is named as such and replaces nothing", async () => {
  answer = async () => html("trouble", { status: 502 });
  press(page());
  await settled();
  expect(note()).toContain("No answer at");
  expect(document.querySelector("form")).not.toBeNull();
});

test("the same form with something wrong is shown, and the address stays", async () => {
  const before = location.href;
  answer = async () => html("<form><p>February has 28 days</p></form>", { status: 422 });
  press(page());
  await settled();
  expect(document.body.textContent).toContain("February");
  expect(location.href).toBe(before);
});

test("a form for htmx, or one that asks to be left alone, is left alone", () => {
  expect(press(page("data-plain")).defaultPrevented).toBe(false);
  expect(press(page('hx-post="/x"')).defaultPrevented).toBe(false);
  expect(sent).toEqual([]);
});

test("htmx that cannot reach the server is said in the same words", () => {
  const form = page('hx-post="/x"');
  form.dispatchEvent(new CustomEvent("htmx:sendError", { bubbles: true }));
  expect(note()).toContain("Dropped at");
  form.dispatchEvent(new CustomEvent("htmx:beforeRequest", { bubbles: true }));
  expect(form.querySelector("button")?.getAttribute("aria-disabled")).toBe("true");
  form.dispatchEvent(new CustomEvent("htmx:afterRequest", { bubbles: true }));
  expect(form.querySelector("button")?.hasAttribute("aria-disabled")).toBe(false);
});

test("what a field asks for while somebody writes is not the form's sending", () => {
  const form = page('hx-post="/x"');
  const field = form.elements.namedItem("what") as HTMLElement;
  for (const name of ["htmx:beforeRequest", "htmx:sendError"]) field.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  expect(note()).toBe("");
  expect(form.querySelector("[aria-disabled]")).toBeNull();
});

test("a no that htmx gets is shown as the page it is", () => {
  const form = page('hx-post="/x"');
  const xhr = { status: 403, responseText: "<html><body>Only admins can propose to close.</body></html>" };
  form.dispatchEvent(new CustomEvent("htmx:responseError", { bubbles: true, detail: { xhr } }));
  expect(document.body.textContent).toContain("Only admins");
});

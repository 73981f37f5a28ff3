import { beforeEach, expect, test, vi } from "vitest";
import "./key-shortcuts";

function press(key: string, target: Element = document.body, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

function page(inside: string, attributes = ""): void {
  document.body.innerHTML = `${inside}<key-shortcuts ${attributes}></key-shortcuts>`;
  for (const one of document.querySelectorAll("[data-key]")) {
    vi.spyOn(one, "getClientRects").mockReturnValue([{}] as unknown as DOMRectList);
  }
}

beforeEach(() => vi.restoreAllMocks());

test("a key goes to the field that names it", () => {
  page('<input id="add" data-key="c">');
  expect(press("c").defaultPrevented).toBe(true);
  expect(document.activeElement?.id).toBe("add");
});

test("a key presses the link or button that names it", () => {
  page('<button data-key="q">Ask</button>');
  const clicked = vi.fn();
  document.querySelector("button")?.addEventListener("click", clicked);
  press("q");
  expect(clicked).toHaveBeenCalledOnce();
});

test("what a key opens leads into its first field, and the key does not shut it again", () => {
  page('<details class="quick"><summary data-key="c">Promise</summary><input type="hidden"><input id="line" data-key="c"></details>');
  const details = document.querySelector("details") as HTMLDetailsElement;
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
  expect(document.activeElement?.id).toBe("line");
  (document.activeElement as HTMLElement).blur();
  press("c");
  expect(details.open).toBe(true);
  expect(document.activeElement?.id).toBe("line");
});

test("what stands in a closed box is opened first", () => {
  page('<details class="quick"><summary data-key="c">Promise</summary><div><input id="line" data-key="c"></div></details>');
  const clicked = vi.fn();
  document.querySelector("summary")?.addEventListener("click", clicked);
  press("c");
  expect(clicked).toHaveBeenCalledOnce();
});

test("a menu that opens keeps the focus where it was", () => {
  page('<details class="me"><summary id="face">I</summary><input id="inside"></details>');
  const details = document.querySelector("details") as HTMLDetailsElement;
  details.open = true;
  details.dispatchEvent(new Event("toggle"));
  expect(document.activeElement?.id).not.toBe("inside");
});

test("somebody who writes is left alone, and so are keys with a modifier", () => {
  page('<input id="words"><button data-key="c">Promise</button>');
  const clicked = vi.fn();
  document.querySelector("button")?.addEventListener("click", clicked);
  press("c", document.querySelector("#words") as Element);
  press("c", document.body, { ctrlKey: true });
  expect(clicked).not.toHaveBeenCalled();
});

test("what is not to be seen cannot be reached by a key", () => {
  page('<button data-key="c">Promise</button>');
  vi.spyOn(document.querySelector("button") as Element, "getClientRects").mockReturnValue([] as unknown as DOMRectList);
  expect(press("c").defaultPrevented).toBe(false);
});

test("keys can be turned off, and Escape still closes what is open", () => {
  page('<details class="me" open><summary id="face">I</summary></details><button data-key="c">Promise</button>', "off");
  expect(press("c").defaultPrevented).toBe(false);
  press("Escape");
  expect(document.querySelector("details")?.open).toBe(false);
  expect(document.activeElement?.id).toBe("face");
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FileDrop } from "./file-drop";

const MEGABYTE = 1024 * 1024;
const UPLOADS = "/p/x/talk/library/uploads/";
const WORDS = `data-one="One at a time." data-chosen="{name} is chosen." data-going="Sending {name}: {part} %" data-again="Trying again." data-broken="It broke." data-gone="It is gone."`;

interface Sent { method: string; url: string; headers: Record<string, string>; body: unknown }
let sent: Sent[];
let arrived: number;
let size: number;
let breaks: number;
let patched: ((at: number) => Response | null);
let went: string[];
const kept = new Map<string, string>();

/** A server that keeps what arrives, and whose line breaks as often as a test wants. */
async function server(url: string, init: RequestInit): Promise<Response> {
  const headers = init.headers as Record<string, string>;
  sent.push({ method: init.method ?? "", url, headers, body: init.body });
  if (init.method === "POST") {
    size = Number((init.body as URLSearchParams).get("size"));
    return new Response(null, { status: 201, headers: { Location: `${UPLOADS}01J/` } });
  }
  if (init.method === "HEAD") return new Response(null, { status: 200, headers: { "Upload-Offset": String(arrived), "Upload-Length": String(size) } });
  const at = Number(headers["Upload-Offset"]);
  if (breaks-- > 0) throw new TypeError("network");
  const other = patched(at);
  if (other) return other;
  if (at !== arrived) return new Response(null, { status: 409 });
  arrived += (init.body as Blob).size;
  const done: Record<string, string> = arrived === size ? { "Content-Location": "/p/x/talk/library/01M/" } : {};
  return new Response(null, { status: 204, headers: done });
}

function page(onto = ""): FileDrop {
  document.body.innerHTML = `<file-drop uploads="${UPLOADS}" onto="${onto}" ${WORDS}><form method="post">
    <input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="file" name="file"><input name="title" value="Winter"><button>Add it</button></form>
    <progress hidden></progress><p class="drop-says"></p></file-drop>`;
  const drop = document.querySelector("file-drop") as FileDrop;
  drop.waits = [1, 1, 1];
  drop.go = (address) => went.push(address);
  return drop;
}

const film = (bytes: number, name = "film.mp4"): File => new File([new Uint8Array(bytes)], name, { lastModified: 7 });

function choose(drop: FileDrop, files: File[]): void {
  Object.defineProperty(drop.querySelector("input[type='file']"), "files", { value: files, configurable: true, writable: true });
}

function press(drop: FileDrop): SubmitEvent {
  const event = new SubmitEvent("submit", { bubbles: true, cancelable: true });
  drop.querySelector("form")?.dispatchEvent(event);
  return event;
}

function dropped(drop: FileDrop, files: File[]): Event {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { files, types: ["Files"] } });
  drop.dispatchEvent(event);
  return event;
}

const says = (): string => document.querySelector(".drop-says")?.textContent ?? "";
const done = (): Promise<void> => vi.waitFor(() => { if (!(document.querySelector("progress") as HTMLProgressElement).hidden) throw new Error("still sending"); });

beforeEach(() => {
  [sent, arrived, size, breaks, went] = [[], 0, 0, 0, []];
  patched = () => null;
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("fetch", vi.fn(server));
});

afterEach(() => vi.unstubAllGlobals());

test("a small file is left to the form", () => {
  const drop = page();
  choose(drop, [film(4 * MEGABYTE)]);
  expect(press(drop).defaultPrevented).toBe(false);
  expect(sent).toEqual([]);
});

test("a large file goes in pieces, with the form's token and title, and leads to what it became", async () => {
  const drop = page();
  choose(drop, [film(9 * MEGABYTE)]);
  expect(press(drop).defaultPrevented).toBe(true);
  await done();
  expect(String(sent[0]?.body)).toBe("name=film.mp4&size=9437184&onto=&title=Winter&note=");
  expect(sent[0]?.headers["X-CSRFToken"]).toBe("token");
  const pieces = sent.filter((one) => one.method === "PATCH");
  expect(pieces.map((one) => one.headers["Upload-Offset"])).toEqual(["0", "4194304", "8388608"]);
  expect(went).toEqual(["/p/x/talk/library/01M/"]);
  expect(kept.size).toBe(0);
});

test("pressing again while it is sending sends nothing twice", async () => {
  const drop = page();
  choose(drop, [film(5 * MEGABYTE)]);
  press(drop);
  expect(press(drop).defaultPrevented).toBe(true);
  await done();
  expect(sent.filter((one) => one.method === "POST")).toHaveLength(1);
});

test("after a broken line it asks how much arrived and goes on from there", async () => {
  const drop = page();
  breaks = 2;
  choose(drop, [film(5 * MEGABYTE)]);
  press(drop);
  await done();
  expect(went).toHaveLength(1);
  expect(arrived).toBe(5 * MEGABYTE);
});

test("a line that stays broken is told, and the same file goes on later where it stopped", async () => {
  const drop = page();
  choose(drop, [film(9 * MEGABYTE)]);
  patched = (at) => { if (at > 0) throw new TypeError("network"); return null; };
  press(drop);
  await done();
  expect(says()).toBe("It broke.");
  expect(went).toEqual([]);
  const again = page();
  patched = () => null;
  sent = [];
  choose(again, [film(9 * MEGABYTE)]);
  press(again);
  await done();
  expect(sent.some((one) => one.method === "POST")).toBe(false);
  expect(sent.find((one) => one.method === "PATCH")?.headers["Upload-Offset"]).toBe("4194304");
  expect(went).toHaveLength(1);
});

test("another file of the same name begins anew", async () => {
  kept.set(`file-drop ${UPLOADS}  film.mp4 9437184 8`, `${UPLOADS}old/`);
  const drop = page();
  choose(drop, [film(9 * MEGABYTE)]);
  press(drop);
  await done();
  expect(sent[0]?.method).toBe("POST");
});

test("a refusal is said in the server's words and not tried again", async () => {
  const drop = page();
  patched = () => new Response("No room is left.", { status: 422, headers: { "Content-Type": "text/plain" } });
  choose(drop, [film(5 * MEGABYTE)]);
  press(drop);
  await done();
  expect(says()).toBe("No room is left.");
  expect(sent.filter((one) => one.method === "PATCH")).toHaveLength(1);
  expect(kept.size).toBe(0);
});

test("a newer version says what it is a version of", async () => {
  const drop = page("01R");
  choose(drop, [film(5 * MEGABYTE)]);
  press(drop);
  await done();
  expect(String(sent[0]?.body)).toContain("onto=01R");
});

test("a dropped file is chosen in the form; several at once are not", () => {
  const drop = page();
  choose(drop, []);
  expect(dropped(drop, [film(10), film(20)]).defaultPrevented).toBe(true);
  expect(says()).toBe("One at a time.");
  dropped(drop, [film(10, "a <b>.txt")]);
  expect(says()).toBe("a <b>.txt is chosen.");
  expect(drop.querySelector<HTMLInputElement>("input[type='file']")?.files).toHaveLength(1);
  expect(document.querySelector(".drop-says b")).toBeNull();
});

/** A form for words that files can come with. */
function words(): { drop: FileDrop; pressed: string[][] } {
  vi.stubGlobal("DataTransfer", class { files: File[] = []; items = { add: (file: File) => this.files.push(file) }; });
  const drop = page();
  drop.setAttribute("many", "");
  const form = drop.querySelector("form") as HTMLFormElement;
  form.insertAdjacentHTML("beforeend", `<details><input type="hidden" name="carried" value="01A"></details>`);
  form.querySelector("details")?.append(drop.querySelector("input[type='file']") as Node);
  const pressed: string[][] = [];
  form.requestSubmit = () => pressed.push(names(drop));
  return { drop, pressed };
}

const input = (drop: FileDrop): HTMLInputElement => drop.querySelector("input[type='file']") as HTMLInputElement;
const names = (drop: FileDrop): string[] => [...(input(drop).files ?? [])].map((file) => file.name);

test("of files that come with words the large ones go first, and the words follow with the small ones", async () => {
  const { drop, pressed } = words();
  choose(drop, [film(100, "note.txt"), film(5 * MEGABYTE)]);
  expect(press(drop).defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(pressed).toEqual([["note.txt"]]));
  expect((drop.querySelector("[name='carried']") as HTMLInputElement).value).toBe("01A 01M");
  expect(String(sent[0]?.body)).toBe("name=film.mp4&size=5242880&onto=");
  expect(went).toEqual([]);
});

test("where a large file does not arrive the words are not sent without it", async () => {
  const { drop, pressed } = words();
  patched = () => new Response("No room is left.", { status: 422, headers: { "Content-Type": "text/plain" } });
  choose(drop, [film(5 * MEGABYTE)]);
  press(drop);
  await done();
  expect(says()).toBe("No room is left.");
  expect(pressed).toEqual([]);
  expect(names(drop)).toEqual(["film.mp4"]);
});

test("several files dropped on words join those that were chosen, and the field for them opens", () => {
  const { drop } = words();
  choose(drop, [film(1, "first.txt")]);
  dropped(drop, [film(1, "second.txt"), film(1, "third.txt")]);
  expect(names(drop)).toEqual(["first.txt", "second.txt", "third.txt"]);
  expect(drop.querySelector("details")?.open).toBe(true);
  expect(says()).toBe("second.txt, third.txt is chosen.");
});

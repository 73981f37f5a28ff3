import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Ears, FilePieces, PIECE, Refused } from "./file-pieces";

const UPLOADS = "/p/x/talk/library/uploads/";
const WAY = { uploads: UPLOADS, onto: "", token: "token", words: { title: "Winter" } };
const KEY = `file-drop ${UPLOADS}  film.mp4 ${PIECE + 1} 7`;

let asked: string[];
let answer: (method: string, url: string) => Response;
let heard: string[];
const kept = new Map<string, string>();

const file = (): File => new File([new Uint8Array(PIECE + 1)], "film.mp4", { lastModified: 7 });

function send(ears: Partial<Ears> = {}): Promise<string> {
  const all = { waits: [1, 1], gone: "It is gone.", at: (bytes: number) => heard.push(`at ${bytes}`), again: () => heard.push("again"), stopped: () => false };
  return new FilePieces(file(), WAY, { ...all, ...ears }).send();
}

function status(code: number, headers: Record<string, string> = {}, words: string | null = null): Response {
  return new Response(words, { status: code, headers });
}

beforeEach(() => {
  [asked, heard] = [[], []];
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push(`${init.method} ${url}`);
    return answer(init.method ?? "", url);
  });
});

afterEach(() => vi.unstubAllGlobals());

const begun = (): Response => status(201, { Location: `${UPLOADS}01J/` });
const there = (at = 0): Response => status(200, { "Upload-Offset": String(at), "Upload-Length": String(PIECE + 1) });

test("what has arrived completely before is not sent again", async () => {
  answer = (method) => (method === "POST" ? begun() : status(200, { "Content-Location": "/made/" }));
  expect(await send()).toBe("/made/");
  expect(asked).toEqual([`POST ${UPLOADS}`, `HEAD ${UPLOADS}01J/`]);
  expect(kept.size).toBe(0);
});

test("a place that is kept for a file of another size is not used", async () => {
  kept.set(KEY, `${UPLOADS}old/`);
  answer = (method, url) => {
    if (method === "POST") return begun();
    if (url.endsWith("old/")) return status(200, { "Upload-Length": "5" });
    return status(200, { "Content-Location": "/made/" });
  };
  expect(await send()).toBe("/made/");
  expect(asked[1]).toBe(`POST ${UPLOADS}`);
});

test("what the server has thrown away meanwhile is refused in plain words and forgotten", async () => {
  answer = (method) => (method === "POST" ? begun() : status(404));
  await expect(send()).rejects.toThrow("It is gone.");
  expect(kept.size).toBe(0);
});

test("a refusal at the beginning gives the server's words, but no page of markup", async () => {
  answer = () => status(422, { "Content-Type": "text/plain; charset=utf-8" }, "No room is left.");
  await expect(send()).rejects.toThrow(new Refused("No room is left."));
  answer = () => status(403, { "Content-Type": "text/html" }, "<h1>No</h1>");
  await expect(send()).rejects.toThrow(new Refused("It is gone."));
});

test("a server in trouble is asked again as often as agreed, and the place is kept for later", async () => {
  answer = (method) => (method === "POST" ? begun() : status(503));
  await expect(send()).rejects.toThrow("no answer");
  expect(heard).toEqual(["again", "again"]);
  expect(asked.filter((one) => one.startsWith("HEAD"))).toHaveLength(3);
  expect(kept.get(KEY)).toBe(`${UPLOADS}01J/`);
});

test("of two pages that send one file each asks anew where it stands", async () => {
  let pieces = 0;
  answer = (method) => {
    if (method === "POST") return begun();
    if (method === "HEAD") return there(pieces * PIECE);
    pieces += 1;
    return pieces === 1 ? status(409) : status(204, { "Content-Location": "/made/" });
  };
  expect(await send()).toBe("/made/");
  expect(heard).toEqual(["at 0", "again", `at ${PIECE}`]);
});

test("with the page gone nothing more is sent", async () => {
  answer = () => begun();
  await expect(send({ stopped: () => true })).rejects.toThrow("the page is gone");
  expect(asked).toEqual([`POST ${UPLOADS}`]);
});

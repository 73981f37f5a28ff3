import { afterEach, expect, test, vi } from "vitest";
import "./zone-here";

async function field(value: string): Promise<HTMLInputElement> {
  document.body.innerHTML = `<zone-here><label for="zone">Your time zone</label><input id="zone" value="${value}"></zone-here>`;
  await Promise.resolve();
  return document.querySelector("input") as HTMLInputElement;
}

const browserIn = (timeZone: string | undefined): void => {
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({ timeZone } as Intl.ResolvedDateTimeFormatOptions);
};

afterEach(() => vi.restoreAllMocks());

test("an empty field gets the browser's own zone", async () => {
  browserIn("Asia/Kolkata");
  expect((await field("")).value).toBe("Asia/Kolkata");
});

test("what somebody typed stays", async () => {
  browserIn("Asia/Kolkata");
  expect((await field("Europe/Oslo")).value).toBe("Europe/Oslo");
});

test("a browser that does not know leaves the field empty", async () => {
  browserIn(undefined);
  expect((await field("")).value).toBe("");
});

test("nothing happens where there is no field", () => {
  browserIn("Asia/Kolkata");
  document.body.innerHTML = "<zone-here></zone-here>";
  expect(document.querySelector("input")).toBeNull();
});

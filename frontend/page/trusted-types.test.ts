import { expect, test, vi } from "vitest";
import { checkedMarkup, checkedScript, install } from "./trusted-types";

test.each([
  "<p>Winter sample data, onload=1, javascript: and &lt;script&gt;</p>",
  '<input value="fix onclick= bug">',
  '<html><head><script src="/static/troth/troth.js" nonce="x" defer></script></head><body>words</body></html>',
])("our markup passes as it is: %s", (markup) => {
  expect(checkedMarkup(markup)).toBe(markup);
});

test.each([
  "<script>alert(1)</script>",
  '<script src="https://elsewhere.example/x.js"></script>',
  '<script src="//elsewhere.example/x.js"></script>',
  "<iframe src=x></iframe>",
  "<OBJECT data=x></OBJECT>",
  "<base href=//elsewhere.example>",
])("markup that runs something is refused: %s", (markup) => {
  expect(() => checkedMarkup(markup)).toThrow(TypeError);
});

test.each(["/notifier.js?x", "//notifier.js", "https://elsewhere.example/notifier.js", "/static/troth/troth.js", "data:,x", ""])(
  "a script from anywhere else is refused: %s",
  (address) => {
    expect(() => checkedScript(address)).toThrow(TypeError);
    expect(checkedScript("/notifier.js")).toBe("/notifier.js");
  },
);

test("the browser is given this one policy", () => {
  const createPolicy = vi.fn();
  install({ trustedTypes: { createPolicy } });
  expect(createPolicy).toHaveBeenCalledWith("default", { createHTML: checkedMarkup, createScriptURL: checkedScript });
});

test("a browser without Trusted Types is no problem", () => {
  expect(() => install({})).not.toThrow();
});

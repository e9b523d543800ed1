const assert = require("node:assert");
const test = require("node:test");
const { completed } = require("../src/asking");

const window = (picked, ...typed) => ({
  showQuickPick: async () => picked,
  showInputBox: async () => typed.shift(),
});
const GIVEN = ["file:///a.md", "0123456789abcdef"];

test("a correction gets a status, a reason and a name", async () => {
  const said = await completed("auditor.correct", GIVEN, window("position", "a threat", "M.O."), "");
  assert.deepStrictEqual(said, [...GIVEN, "position", "a threat", "M.O."]);
});

test("an acknowledgement is signed with the name in the settings", async () => {
  const said = await completed("auditor.acknowledge", GIVEN, window("", "fine"), "M.O.");
  assert.deepStrictEqual(said, [...GIVEN, "fine", "M.O."]);
});

test("whoever gives up decides nothing", async () => {
  for (const asked of [window(undefined, "why", "M.O."), window("position"), window("position", " ")]) {
    assert.strictEqual(await completed("auditor.correct", GIVEN, asked, "M.O."), undefined);
  }
});

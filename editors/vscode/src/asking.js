// What a person is asked before a decision is written beside an article.

const STATUSES = [
  "verified", "corroborated", "contested", "disclaimed", "anonymous", "single_party",
  "independent", "unsourced", "position", "own_voice", "headline", "boilerplate", "meta",
];

// Commands of the server that are for people to complete.
const ASKED = {
  "auditor.acknowledge": [],
  "auditor.correct": [STATUSES],
};

/**
 * Return the arguments of a command with what a person adds: a status where one is corrected, a
 * reason, a name. Undefined where the person gives up.
 */
async function completed(command, given, window, name) {
  const said = [...given];
  for (const choices of ASKED[command]) {
    const chosen = await window.showQuickPick(choices, { title: "What is this passage?" });
    if (!chosen) return undefined;
    said.push(chosen);
  }
  const reason = await window.showInputBox({ title: "Why?", prompt: "The reason is in every report." });
  if (!reason || !reason.trim()) return undefined;
  const by = name || (await window.showInputBox({ title: "Who says so?" }));
  if (!by || !by.trim()) return undefined;
  return [...said, reason, by];
}

module.exports = { ASKED, STATUSES, completed };

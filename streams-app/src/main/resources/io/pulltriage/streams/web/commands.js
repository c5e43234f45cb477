// Finds the commands in a step's sentence. Steps are prose: the end of a command is where prose goes on.

const PROGRAMS = 'kubectl|crictl|crane|skopeo|docker|curl|journalctl|systemctl|openssl|nslookup|df|TOKEN=\\$\\(';
const START = new RegExp(`(?:^|[\\s(])((?:${PROGRAMS})(?:(?<=\\()| (?=[-\\w/'"{.:@<])))`, 'g');
const PROSE = /^(?:, |; | \(|\. |\.$| and | from the | on the | in the | shows | beside | with | for | instead)/;

/** The commands in a step, in order, each with where it stands. */
export function commandsIn(step) {
  const found = [];
  START.lastIndex = 0;
  for (let match = START.exec(step); match; match = START.exec(step)) {
    const from = match.index + match[0].length - match[1].length;
    const to = match[1].startsWith('TOKEN=') ? step.replace(/\.$/, '').length : end(step, from);
    if (isWhole(step.slice(from, to))) found.push({from, to, text: step.slice(from, to)});
    START.lastIndex = Math.max(to, START.lastIndex);
  }
  return found;
}

function end(step, from) {
  let quote = '';
  let open = 0;
  for (let at = from; at < step.length; at += 1) {
    const character = step[at];
    if (quote) {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (character === '(') {
      open += 1;
    } else if (character === ')') {
      if (open === 0) return at;
      open -= 1;
    } else if (at > from && open === 0 && PROSE.test(step.slice(at))) {
      return at;
    }
    if (!quote && character === ' ' && open > 0 && at > from && PROSE.test(step.slice(at))) return at;
  }
  return step.length;
}

/** More than a program's name: a verb or a flag, and no open quote. */
function isWhole(command) {
  return /^\S+ \S{2,}/.test(command) && (command.match(/'/g)?.length ?? 0) % 2 === 0;
}

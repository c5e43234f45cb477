// Steps with their commands ready to be copied.
import {el, foreign} from './dom.js';
import {commandsIn} from './commands.js';
import {isPlain} from './text.js';
import {say} from './notices.js';

// What a shell acts on; a name with any of these is not handed to a shell by a button.
const ACTIVE = /[`$;&|<>(){}!\\"'*?\s\u0080-\uffff]/;

/** The steps as a list; `names` are texts of the cluster that commands may hold. */
export function steps(remediation, names = []) {
  const risky = names.filter((name) => name && ACTIVE.test(name));
  return el('ol', {class: 'steps panel'}, remediation.map((step) => el('li', {}, sentence(step, risky))));
}

function sentence(step, risky) {
  const commands = commandsIn(step);
  const only = commands.length === 1 ? commands[0] : undefined;
  const before = only ? step.slice(0, only.from).trimEnd() : '';
  if (only && /[:;]$/.test(before)) {
    const after = step.slice(only.to).replace(/^\.?\s*/, '').replace(/^[,;] /, '');
    return [foreign(before), row(only.text, risky), after ? foreign(after, 'div', {class: 'small muted'}) : ''];
  }
  let from = 0;
  const parts = [];
  for (const command of commands) {
    parts.push(foreign(step.slice(from, command.from), 'span'), foreign(command.text, 'code'));
    from = command.to;
  }
  return [parts, foreign(step.slice(from), 'span'), commands.map((command) => row(command.text, risky))];
}

function row(command, risky) {
  const safe = isPlain(command) && !risky.some((name) => command.includes(name));
  return el('div', {class: 'command'}, foreign(command, 'code', {dir: 'ltr'}), safe ? copyButton(command)
    : el('span', {class: 'small muted'}, 'Check before use: a name in it has characters that a shell acts on.'));
}

function copyButton(command) {
  const word = el('span', {}, 'Copy');
  return el('button', {type: 'button', class: 'copy', 'aria-label': `Copy command: ${command}`, onclick: async () => {
    const done = await copied(command);
    word.textContent = done ? 'Copied' : 'Select it by hand';
    say(done ? 'Command copied.' : 'The browser did not allow copying.');
    setTimeout(() => { word.textContent = 'Copy'; }, 2500);
  }}, word);
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers have no clipboard for pages without TLS on other machines.
    const area = el('textarea', {readonly: '', class: 'unseen'});
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

// What clusters say is shown as it is, but nothing in it may act: not on the page, the line's order, or a shell.

// Controls, zero-width and direction characters; line feeds and tabs are text.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Splits text into plain strings and the names of characters that cannot be seen. */
export function pieces(value) {
  const text = String(value ?? '');
  const found = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) found.push({text: text.slice(from, match.index)});
    found.push({hidden: 'U+' + match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0')});
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({text: text.slice(from)});
  return found;
}

/** The same as one string, for titles and labels. */
export function visible(value) {
  return pieces(value).map((piece) => piece.text ?? `[${piece.hidden}]`).join('');
}

/** No longer than that, with a sign that there is more. */
export function shortened(value, most = 300) {
  const text = String(value ?? '');
  return text.length > most ? text.slice(0, most) + '…' : text;
}

/** Whether a command would do in a shell what it seems to do: no hidden characters, one line. */
export function isPlain(command) {
  return !/[\n\r\t]/.test(command) && pieces(command).every((piece) => piece.hidden === undefined);
}

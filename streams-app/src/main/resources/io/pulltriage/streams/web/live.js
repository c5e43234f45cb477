// Follows changes. Server-sent events read from fetch, because EventSource cannot send a token.
import {request} from './api.js';

const SILENCE = 40_000;
const listeners = new Set();

/** Calls back with 'live' or 'lost' when the connection comes or goes. */
export function onConnection(listener) {
  listeners.add(listener);
}

const tell = (state) => listeners.forEach((listener) => listener(state));

/**
 * Follows changes until the signal aborts. Resolves when the first connection stands, or could not be made, so that
 * lists asked for afterwards miss nothing. After changes were missed, `reset` is called.
 */
export function followChanges(parameters, handlers, signal) {
  return new Promise((opened) => {
    void keepFollowing(parameters, handlers, signal, opened);
  });
}

async function keepFollowing(parameters, handlers, signal, opened) {
  let last;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await readOnce(parameters, last, signal, {
        opened: () => {
          if (failures > 0 && !last) handlers.reset?.();
          failures = 0;
          tell('live');
          opened();
        },
        event: (name, data, id) => {
          last = id || last;
          if (name) handlers[name]?.(JSON.parse(data));
        },
      });
    } catch {
      // It is tried again; the reader is told below.
    }
    if (signal.aborted) return;
    failures += 1;
    if (failures > 1) tell('lost');
    opened();
    await pause(Math.min(500 * 2 ** failures, 15_000), signal);
  }
}

async function readOnce(parameters, last, signal, on) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE);
  try {
    const answer = await request(`stream?${new URLSearchParams(parameters)}`, {
      headers: {Accept: 'text/event-stream', ...(last ? {'Last-Event-ID': last} : {})},
      signal: AbortSignal.any([signal, silence.signal]),
    });
    on.opened();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const {value, done} = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE);
      rest = dispatch(rest + value, on);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Hands out whole events; returns what is left. */
export function dispatch(text, on) {
  const blocks = text.split('\n\n');
  const rest = blocks.pop();
  for (const block of blocks) {
    const event = {event: '', data: '', id: ''};
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) event[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, '');
    }
    on.event(event.event, event.data, event.id);
  }
  return rest;
}

function pause(millis, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, {once: true});
  });
}

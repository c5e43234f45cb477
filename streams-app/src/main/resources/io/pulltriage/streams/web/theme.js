// Dark or light: as the system says, unless the reader has chosen.
const KEY = 'pulltriage.theme';
const ORDER = ['', 'light', 'dark'];
const WORDS = {'': 'Auto', light: 'Light', dark: 'Dark'};

function chosen() {
  const theme = localStorage.getItem(KEY) ?? '';
  return ORDER.includes(theme) ? theme : '';
}

function apply(button) {
  const theme = chosen();
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  button.textContent = WORDS[theme];
  button.setAttribute('aria-label', `Colours: ${WORDS[theme]}. Change`);
}

/** Makes the button work. */
export function startTheme(button) {
  apply(button);
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length]);
    apply(button);
  });
}

(() => {
  const test = document.querySelector('[data-poll]');
  if (!test) return;
  document.querySelectorAll('.without-script').forEach(each => { each.hidden = true; });
  const show = (name, lines) => {
    const place = document.querySelector('[data-lines=' + name + ']');
    if (!place || [...place.children].map(each => each.textContent).join() === lines.join()) return;
    if (place.tagName !== 'UL') {
      if (place.textContent !== lines[0]) place.textContent = lines[0];
      return;
    }
    place.parentElement.hidden = lines.length === 0;
    place.replaceChildren(...lines.map(line => {
      const item = document.createElement('li');
      item.textContent = line;
      return item;
    }));
  };
  const end = Date.now() + 3600000;
  const look = async () => {
    try {
      const answer = await fetch(test.dataset.poll, { headers: { Accept: 'application/json' } });
      if (answer.status === 403) return;
      if (answer.ok) {
        const state = await answer.json();
        if (test.textContent !== state.text) test.textContent = state.text;
        test.classList.toggle('done', state.works ?? state.done);
        for (const [name, lines] of Object.entries(state.lines || {})) show(name, lines);
        if (state.done) return;
      }
    } catch (e) { /* The connection may come back. */ }
    if (Date.now() < end) setTimeout(look, document.hidden ? 10000 : 2000);
  };
  setTimeout(look, 1000);
})();

(() => {
  const waiting = document.querySelector('[data-poll]');
  if (!waiting) return;
  const look = async () => {
    try {
      const answer = await fetch(waiting.dataset.poll, { headers: { Accept: 'application/json' } });
      if (!answer.ok) { location.reload(); return; }
      const state = await answer.json();
      for (const [rung, [light, words]] of Object.entries(state.rungs)) {
        const line = waiting.querySelector('[data-rung=' + rung + ']');
        if (!line || line.className === light) continue;
        line.className = light;
        line.querySelector('span').textContent = words;
      }
      if (state.done) { location.reload(); return; }
    } catch (e) { /* The connection may come back. */ }
    setTimeout(look, 500);
  };
  setTimeout(look, 300);
})();

(() => {
  const words = document.querySelector('[data-copy]');
  if (!words || !navigator.clipboard) return;
  for (const value of document.querySelectorAll('.value')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = words.dataset.copy;
    button.setAttribute('aria-label', words.dataset.copy + ': ' + (value.dataset.name || value.textContent));
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(value.textContent);
      button.textContent = words.dataset.copied;
    });
    value.after(button);
  }
})();

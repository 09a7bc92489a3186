// Shows the article that the extension sends, follows the editor, and tells where the reader clicks.

(() => {
  const vscode = acquireVsCodeApi();
  const article = document.getElementById('article');
  let line = 0;

  const scroll = () => {
    const sections = [...article.querySelectorAll('section')];
    const above = sections.filter((section) => Number(section.dataset.line) <= line).at(-1);
    if (above) window.scrollTo({ top: above.offsetTop - 16 });
    else window.scrollTo({ top: 0 });
  };

  window.addEventListener('message', ({ data }) => {
    if (typeof data.html === 'string') article.innerHTML = data.html;
    if (typeof data.line === 'number' && data.line !== line) {
      line = data.line;
      scroll();
    }
  });

  const tell = (target) => {
    const place = target.closest('[data-offset]');
    if (place) vscode.postMessage({ offset: Number(place.dataset.offset) });
  };
  article.addEventListener('dblclick', ({ target }) => tell(target));
  article.addEventListener('click', ({ target }) => target.closest('.margin') && tell(target));
  article.addEventListener('keydown', ({ key, target }) => key === 'Enter' && tell(target));

  vscode.postMessage({ ready: true });
})();

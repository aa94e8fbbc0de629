(() => {
  const kept = (key, value) => {
    try {
      if (value === undefined) return JSON.parse(localStorage.getItem(`workbook-quiz-${key}`));
      localStorage.setItem(`workbook-quiz-${key}`, JSON.stringify(value));
    } catch { return null; } // a page without storage forgets, and works
    return null;
  };
  const said = (right, text) => `${right ? '✓ Right' : '✗ Not this'}${text ? ': ' + text : ''}`;

  const choices = (quiz) => {
    const all = [...quiz.querySelectorAll('details')];
    const open = kept(quiz.dataset.key);
    all.forEach((one, place) => {
      if (Array.isArray(open) && open.includes(place)) one.open = true;
      one.addEventListener('toggle', () => kept(quiz.dataset.key, all.flatMap((each, at) => (each.open ? [at] : []))));
    });
  };
  const number = (quiz, form, facts) => {
    const [field, status] = [form.querySelector('input'), form.querySelector('[role=status]')];
    const check = () => {
      const value = Number(field.value.trim().replace(',', '.'));
      if (field.value.trim() === '' || Number.isNaN(value)) { status.textContent = 'Answer with a number.'; return; }
      const right = Math.abs(value - facts.number) <= facts.within;
      status.innerHTML = said(right, right ? 'open “The answer” to read why' : facts.notes[String(value)] ?? 'think again'); // notes came as HTML
      kept(quiz.dataset.key, field.value);
    };
    form.querySelector('.workbook-quiz-check').addEventListener('click', check);
    field.addEventListener('keydown', (event) => { if (event.key === 'Enter') { event.preventDefault(); check(); } });
    const before = kept(quiz.dataset.key);
    if (typeof before === 'string') { field.value = before; check(); }
  };
  const order = (quiz, form, facts) => {
    const [list, status] = [quiz.querySelector('ol'), form.querySelector('[role=status]')];
    const now = () => [...list.children].map((item) => item.dataset.item);
    const move = (item, button) => {
      const other = button.classList.contains('workbook-quiz-up') ? item.previousElementSibling : item.nextElementSibling?.nextElementSibling;
      if (button.classList.contains('workbook-quiz-up') && !other) return;
      list.insertBefore(item, other ?? null);
      button.focus();
      status.textContent = `${item.querySelector('span').textContent}: place ${now().indexOf(item.dataset.item) + 1} of ${list.children.length}`;
      kept(quiz.dataset.key, now());
    };
    for (const item of list.children) {
      for (const button of item.querySelectorAll('button')) {
        button.hidden = false;
        button.addEventListener('click', () => move(item, button));
      }
    }
    form.querySelector('.workbook-quiz-check').addEventListener('click', () => {
      const right = JSON.stringify(now()) === JSON.stringify(facts.order);
      status.textContent = said(right, right ? 'open “The answer” to read why' : 'look at the order again');
    });
    const before = kept(quiz.dataset.key);
    if (Array.isArray(before) && before.length === list.children.length) {
      for (const text of before) {
        const item = [...list.children].find((one) => one.dataset.item === text);
        if (item) list.append(item);
      }
    }
  };
  for (const quiz of document.querySelectorAll('.workbook-quiz:not([data-alive])')) {
    quiz.dataset.alive = 'true';
    const form = quiz.querySelector('.workbook-quiz-form');
    if (!form) { choices(quiz); continue; }
    form.hidden = false;
    const facts = JSON.parse(form.dataset.facts);
    if (facts.order) order(quiz, form, facts); else number(quiz, form, facts);
  }
})();

(() => {
  'use strict';
  const all = (wanted, from = document) => [...from.querySelectorAll(wanted)];
  const byId = id => document.getElementById(id);
  const D = JSON.parse(byId('_data').textContent), W = D.words, MOST = 500;
  const named = key => [...document.getElementsByName(key)];
  const isPick = control => control.type === 'radio' || control.type === 'checkbox';

  // The fields: what stands under a key, and putting it there.
  function get(key) {
    const controls = named(key);
    if (!controls.length) return '';
    return isPick(controls[0]) ? (controls.find(one => one.checked) || {value: ''}).value : controls[0].value;
  }
  function set(key, value) {
    const [id, n] = key.split('/');
    if (n) grow(id, +n);
    for (const control of named(key)) {
      if (isPick(control)) control.checked = control.value === value;
      else control.value = value;
      fit(control);
    }
  }
  function fit(control) {
    const around = control.closest('.grow'), clear = control.type === 'radio' && all('.clear', control.closest('fieldset'))[0];
    if (around) around.dataset.text = control.value;
    if (clear) clear.hidden = !get(control.name);
    if (control.name === '@nameless') named('@name')[0].disabled = control.checked;
    const notes = control.closest('.notes');
    if (notes && notes.lastElementChild.contains(control) && control.value) grow(notes.dataset.rows, notes.children.length + 1);
  }
  function grow(id, n) {
    const place = all('[data-rows]').find(one => one.dataset.rows === id);
    while (place && place.children.length < Math.min(n, MOST)) add(place, place.children.length + 1);
  }
  function make(tag, content, given) {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...content);
    return made;
  }
  function add(place, n) {
    const made = place.className === 'rows' ? card(place.dataset.rows, n) : thought(place, n);
    place.append(made);
    all('fieldset[data-name]', made).forEach(grouped);
    return made;
  }
  function thought(place, n) {
    const name = `${place.dataset.rows}/${n}`, field = make('textarea', [], {name});
    if (n === 1) field.setAttribute('aria-labelledby', place.dataset.rows);
    else field.setAttribute('aria-label', W.thought.replace('{n}', n).replace('{text}', () => byId(place.dataset.rows).textContent));
    return make('div', [field], {className: 'grow'});
  }
  function group(name, content) {
    const made = make('fieldset', content, {});
    made.dataset.name = name;
    return made;
  }
  function option(item, type, value) {
    const label = make('label', [make('input', [], {type, value}), item.textContent]);
    label.dataset.md = item.dataset.md || item.textContent.trim();
    return label;
  }
  // A card is made from the heads of the table that is printed for paper.
  function card(id, n) {
    const cells = heads(id).map(head => {
      const name = `${id}/${n}/${head.dataset.m}`, words = head.firstElementChild.textContent, kind = head.dataset.kind;
      if (kind === 'choice') {
        const options = all('i', head).map(item => option(item, 'radio', item.dataset.m));
        return group(name, [make('legend', [words]), ...options]);
      }
      if (!kind) return make('label', [words, make('span', [make('textarea', [], {name, rows: 1})], {className: 'grow'})]);
      const field = make('input', [], {name, placeholder: kind === 'date' ? '2026-03-31' : ''});
      if (kind === 'number') field.inputMode = 'decimal';
      return make('label', [words, field]);
    });
    return make('fieldset', [make('legend', [W.row.replace('{n}', n)]), ...cells], {className: 'card'});
  }
  const heads = id => all('th', all('.rows').find(one => one.dataset.rows === id).nextElementSibling.nextElementSibling);
  // Radio buttons and boxes are named by their group; an answer picked by mistake can be taken back.
  function grouped(group) {
    const inputs = all('input', group), one = inputs[0].type === 'radio';
    for (const input of inputs) {
      input.dataset.m = input.value;
      input.name = one || group.dataset.name[0] === '@' ? group.dataset.name : `${group.dataset.name}=${input.value}`;
      if (!one) input.value = 1;
    }
    if (!one || group.dataset.name[0] === '@') return;
    const words = byId(group.getAttribute('aria-labelledby')) || group.firstElementChild;
    const button = make('button', [W.clear], {type: 'button', className: 'clear', hidden: true});
    button.setAttribute('aria-label', `${W.clear} (${words.textContent})`);
    group.append(button);
  }
  // The blanks as they are printed for paper, made into fields.
  function fields() {
    let id = '';
    for (const part of all('main > section ~ section > *')) {
      if (part.tagName === 'H3') id = part.id;
      if (part.className === 'notes') {
        part.dataset.rows = id;
        add(part, 1);
      } else if (part.tagName === 'TABLE') {
        const place = make('div', [], {className: 'rows'});
        place.dataset.rows = id;
        part.before(place, make('button', [W.more], {type: 'button'}));
        add(place, 1);
      } else if (part.classList.contains('pick')) {
        const guess = part.previousElementSibling.className === 'guess' && part.previousElementSibling;
        const labels = [...part.children].map((item, n) => {
          const step = part.tagName === 'OL' && part.start + n;
          if (step === false) return option(item, part.classList.contains('many') ? 'checkbox' : 'radio', item.dataset.m);
          const label = option(item, 'radio', step);
          label.firstChild.after(`${step} `);
          label.dataset.md = `${step} ${label.dataset.md}`;
          return label;
        });
        const made = group(guess ? `${id}~guess` : id, labels);
        if (guess) {
          const legend = make('legend', [guess.textContent]);
          legend.dataset.md = source(guess);
          made.prepend(legend);
          guess.remove();
        } else made.setAttribute('aria-labelledby', id);
        part.replaceWith(made);
      }
    }
  }

  // What is typed, a key a field, in this form's own database: every file opened from a disk may share one store.
  // `seen` is what this window last read or wrote of a key.
  let db = null, waiting = 0, composing = false, unsaved = false;
  const seen = new Map(), said = byId('_said');
  const say = text => { if (said.textContent !== text) said.textContent = text; };
  function store(mode) {
    return db.transaction('typed', mode, {durability: 'strict'});
  }
  function keep(key) {
    const value = get(key), known = seen.get(key) || '';
    if (value === known) return;
    unsaved = true;
    if (!db) return;
    seen.set(key, value);
    waiting++;
    say(W.keeping);
    document.body.dataset.kept = 'no';
    try {
      const turn = store('readwrite'), typed = turn.objectStore('typed'), before = typed.get(key);
      typed.put(value, key);
      // Both requests are on their way before anything can close the page.
      if (turn.commit) turn.commit();
      turn.oncomplete = () => {
        waiting--;
        const theirs = before.result || '';
        // Another window wrote into the same field meanwhile: both texts stay.
        if (theirs && theirs !== known && theirs !== value && named(key)[0].tagName === 'TEXTAREA') {
          set(key, `${theirs}\n${get(key)}`);
          keep(key);
        } else if (!waiting) {
          document.body.dataset.kept = 'yes';
          say(W.kept);
        }
      };
      turn.onabort = () => { waiting--; seen.set(key, known); say(W.failed); };
    } catch (error) {
      lost();
    }
  }
  function lost() {
    db = null;
    document.body.dataset.kept = 'never';
    say(W.failed);
  }
  function refresh(done) {
    if (!db || composing) return;
    const typed = store('readonly').objectStore('typed'), keys = typed.getAllKeys(), values = typed.getAll();
    values.onsuccess = () => {
      keys.result.forEach((key, n) => {
        const value = values.result[n], known = seen.get(key) || '';
        // What was typed here and is not kept yet stays on the screen.
        if (value !== known && get(key) === (named(key).length ? first.get(key) ?? known : '')) {
          seen.set(key, value);
          first.delete(key);
          set(key, value);
        }
      });
      if (done) done();
    };
  }
  function open() {
    try {
      const opening = indexedDB.open(`phasebook-${D.id}`, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('typed');
      opening.onerror = lost;
      opening.onsuccess = () => {
        db = opening.result;
        db.onclose = lost;
        db.onversionchange = () => db.close();
        refresh(() => {
          all('form [name]').forEach(control => keep(control.name));
          document.body.dataset.kept = waiting ? 'no' : 'yes';
        });
      };
    } catch (error) {
      lost();
    }
  }

  // The Markdown form. A mark is written with a backslash where it could start something, white space at the edge of a
  // line and what an editor's list could begin with by their numbers: the reader takes both back to the letter.
  const number = sign => `&#${sign.codePointAt(0)};`;
  const marks = text => text.replace(/[\\`*_~[\]<>&|$]/g, '\\$&').replace(/[\t\r\u2028\u2029]/g, number);
  function edges(text) {
    const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/u.exec(text);
    return [...before].map(number).join('') + words + [...after].map(number).join('');
  }
  function line(text) {
    const [sign] = text;
    if (!sign || /^\s/u.test(text)) return marks(text).replace(/^\s+|\s+$/gu, found => [...found].map(number).join(''));
    const rest = edges(marks(text)), numbered = /^(\d+)([.)].*)$/su.exec(rest);
    if (/[!-/:-@[-`{-~]/.test(sign)) return rest[0] === '\\' ? rest : `\\${rest}`;
    if (numbered) return `${numbered[1]}\\${numbered[2]}`;
    if (/^(?:[0-9０-９]{1,3}[、．）]|[一二三四五六七八九十]{1,3}、|[^\p{L}\p{M}0-9０-９“‘《〈「『])/u.test(text)) return number(sign) + rest.slice(sign.length);
    return rest;
  }
  function block(text) {
    const [, before, words, after] = /^(\n*)([^]*?)(\n*)$/.exec(text);
    return '&#10;'.repeat(before.length) + words.split('\n').map(line).join('\\\n  ') + '&#10;'.repeat(after.length);
  }
  const cell = text => edges(marks(text)).replace(/\n/g, '&#10;');
  const source = element => element.dataset.md ?? element.textContent.trim();
  const mark = id => `<!-- ${id} -->`;
  const range = (from, to) => Array.from({length: Math.max(0, to - from + 1)}, (_, n) => n + from);

  function who() {
    const name = get('@nameless') ? '' : edges(marks(get('@name').trim()));
    const lines = [D.name.replace('\0 ', () => name && `${name} `)];
    if (D.sides['']) lines.push(D.sides[get('@side')]);
    return lines.join('\n');
  }
  const row = cells => `| ${cells.join(' | ')} |`;
  const WRITE = {
    notes: place => range(1, Math.max(D.least.notes, place.children.length)).map(n => {
      const text = get(`${place.dataset.rows}/${n}`);
      return `- ${text.trim() ? `${block(text)} ` : ''}${mark(n)}`;
    }),
    rows: place => {
      const columns = heads(place.dataset.rows);
      const rows = [...place.children].map(made => [...made.children].slice(1).map(column => {
        const picked = column.querySelector('input:checked'), field = column.querySelector('textarea, input');
        return isPick(field) ? (picked ? source(picked.parentNode) : '') : field.value.trim() && cell(field.value);
      })).filter(cells => cells.some(Boolean));
      while (rows.length < D.least.rows) rows.push(columns.map(() => ''));
      return [columns.map(head => `${source(head)} ${mark(head.dataset.m)}`), columns.map(() => '---'), ...rows].map(row);
    },
    group: place => all('label', place).map(label => {
      const input = label.firstElementChild;
      return `- [${input.checked ? 'x' : ' '}] ${source(label)} ${mark(input.dataset.m)}`;
    }),
  };
  function markdown() {
    const blocks = [D.head, who()];
    const parts = all('main > section ~ section').flatMap(phase => [...phase.children]);
    for (const part of parts) {
      const level = {H2: '##', H3: '###'}[part.tagName], legend = part.querySelector('legend');
      if (level && part.id) blocks.push(`${level} ${source(part)} ${mark(part.id)}`);
      else if (part.tagName === 'BLOCKQUOTE') blocks.push(source(part).replace(/^/gm, '> ').replace(/^> $/gm, '>'));
      else if (part.className === 'g') blocks.push(source(part));
      else if (part.tagName === 'FIELDSET') blocks.push(...(legend ? [source(legend)] : []), WRITE.group(part).join('\n'));
      else if (WRITE[part.className]) blocks.push(WRITE[part.className](part).join('\n'));
    }
    return `${blocks.join('\n\n')}\n`;
  }
  function save() {
    const name = get('@nameless') ? '' : get('@name').trim().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
    const file = `${[D.file, name].filter(Boolean).join('-')}.md`, text = markdown();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], {type: 'text/markdown'}));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    byId('_copy').value = text;
    fit(byId('_copy'));
    unsaved = false;
    say(W.saved.replace('{file}', () => file));
  }
  function forget() {
    if (!confirm(W.sure)) return;
    const gone = () => { byId('_forget').hidden = true; say(W.removed); };
    if (!db) return gone();
    const turn = store('readwrite');
    turn.objectStore('typed').clear();
    turn.oncomplete = () => {
      seen.clear();
      for (const control of all('form [name]')) set(control.name, '');
      byId('_copy').value = '';
      gone();
    };
  }

  document.documentElement.className = 'js';
  fields();
  all('main > section > fieldset').forEach(grouped);
  // What was printed into the form, such as the name: until something else was kept.
  const first = new Map(all('form [name]').map(control => [control.name, get(control.name)]).filter(pair => pair[1]));
  for (const [key, value] of first) seen.set(key, value);
  document.addEventListener('compositionstart', () => { composing = true; });
  document.addEventListener('compositionend', event => { composing = false; fit(event.target); keep(event.target.name); });
  document.addEventListener('input', event => {
    if (!event.target.name) return;
    fit(event.target);
    // Half-made words are not kept; the last of them comes with the end of the composition.
    if (!event.isComposing) keep(event.target.name);
  });
  document.addEventListener('change', event => { if (event.target.name && !composing) keep(event.target.name); });
  document.addEventListener('submit', event => event.preventDefault());
  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.id === '_save') save();
    else if (button.id === '_forget') forget();
    else if (button.className === 'clear') {
      const input = all('input', button.parentNode)[0];
      set(input.name, '');
      keep(input.name);
      input.focus();
    } else {
      const place = button.previousElementSibling;
      if (place.children.length < MOST) add(place, place.children.length + 1).querySelector('[name]').focus();
    }
  });
  addEventListener('focus', () => refresh());
  addEventListener('pageshow', () => refresh());
  addEventListener('beforeunload', event => { if (unsaved && !db) event.preventDefault(); });
  all('form [name]').forEach(fit);
  open();
})();

/* NAP Tracker. Everything works without this file. It adds: autosave of the record
   form, character counters, amounts in words, documents that are being made, one tab
   stop for the matrix, single keys for a review, closing of menus, and the focus on a
   form's list of errors. */
(function () {
  'use strict';
  var d = document;

  /* character counters */
  d.querySelectorAll('textarea[data-max]').forEach(function (t) {
    var out = d.getElementById(t.id + '_count');
    if (!out) return;
    function count() { out.textContent = out.dataset.text.replace('%n', t.dataset.max - t.value.length); }
    t.addEventListener('input', count);
    t.addEventListener('merged', count);
    count();
  });

  /* one press of a button sends a form once; the page that comes back takes presses again */
  d.addEventListener('submit', function (e) {
    if (e.defaultPrevented || e.target.method !== 'post') return;
    if (e.target.dataset.sent) e.preventDefault();
    e.target.dataset.sent = '1';
    setTimeout(function () { delete e.target.dataset.sent; }, 10000);
  });
  addEventListener('pageshow', function () {
    d.querySelectorAll('form[data-sent]').forEach(function (f) { delete f.dataset.sent; });
  });

  /* autosave: the form names its address, its words for every outcome, and its owner */
  var form = d.querySelector('form[data-autosave]'), line = d.getElementById('save-state');
  if (form && line) autosave(form, form.dataset);
  function autosave(form, says) {
    var timer, dirty = false, rest = false, busy = null, paused = !!d.getElementById('conflict');
    var wait = 5000, waiting = 0, leaving = false, store = 'copy ' + says.owner + ' ' + location.pathname;
    function say(text) { if (line.textContent !== text) line.textContent = text; }
    function body() {
      var b = new URLSearchParams();
      new FormData(form).forEach(function (v, k) { if (typeof v === 'string') b.append(k, v); });
      return b;
    }
    function later(ms) { clearTimeout(timer); timer = setTimeout(save, ms); }
    function put(name, value, sent) {
      var was = sent.get(name) || '', c = form.elements[name], now = new FormData(form).get(name) || '';
      if (!c || now.replace(/\r\n/g, '\n') !== was.replace(/\r\n/g, '\n')) return !c;
      if (c.type === 'checkbox') c.checked = value === 'on';
      else c.value = value;
      if (c.dispatchEvent && c.tagName === 'TEXTAREA') c.dispatchEvent(new Event('merged'));
      return true;
    }
    function take(values, version, sent) {
      var all = true;
      Object.keys(values).forEach(function (n) { all = put(n, values[n], sent) && all; });
      /* with a field that could not be put, the old version stays: the next try compares again */
      if (all) form.elements.version.value = version; else dirty = true;
    }
    function save() {
      if (busy || paused || leaving || !dirty) return;
      var sent = body();
      clearTimeout(waiting); clearTimeout(timer); waiting = 0; dirty = false; say(says.saving);
      busy = fetch(says.autosave, {
        method: 'POST', body: sent, credentials: 'same-origin', redirect: 'error',
        keepalive: String(sent).length < 60000
      }).then(function (r) {
        if (r.status === 409) return r.text().then(function (html) { conflict(html, sent); });
        if (r.ok) return r.json().then(function (j) {
          take(j.changed || {}, j.version, sent); wait = 5000;
          say([says.saved.replace('%t', j.at), j.said, rest && says.rest].filter(Boolean).join(' '));
        });
        dirty = true;
        if (r.status === 401 || r.status === 403) return renew(r.status);
        if (r.status >= 500) throw r.status;
        dirty = false;
        if (r.status === 422) return r.json().then(function (j) { say(j.detail); });
        say(says.refused);
      }).catch(function () { dirty = true; say(says.offline); again(); })
        .then(function () { busy = null; if (dirty && !waiting) later(3000); });
    }
    /* back-off: 5, 10, 20 seconds and so on, at most a minute */
    function again() { waiting = setTimeout(retry, wait); wait = Math.min(wait * 2, 60000); }
    function retry() { clearTimeout(waiting); waiting = 0; save(); }
    /* somebody signed in again in another tab: the form goes on with a new token */
    function renew(status) {
      return fetch(says.autosave, { credentials: 'same-origin' }).then(function (r) {
        if (r.status === 401) { say(says.signedOut); return again(); }
        if (!r.ok) { say(says.refused); dirty = false; return; }
        return r.json().then(function (j) {
          var c = form.elements.csrfmiddlewaretoken;
          if (status === 401 || c.value === j.csrf) { say(says.signedOut); again(); }
          else later(0);
          c.value = j.csrf;
        });
      });
    }
    function conflict(html, sent) {
      var place = d.getElementById('conflict-place'), values = {}, version;
      place.innerHTML = html;
      place.querySelectorAll('data').forEach(function (v) {
        if (v.dataset.name === 'version') version = v.value; else values[v.dataset.name] = v.value;
      });
      take(values, version, sent); paused = true; dirty = false;
      say(says.differs); place.firstElementChild.focus();
    }
    /* words and elements are kept by themselves; all else waits for Save, and the line says so */
    function changed(e) {
      if (e && e.target.form !== form) return;
      if (!e || /^(narrative|obstacles|next_steps|status_reason|language|(state|reason)-)/.test(e.target.name)) {
        dirty = true; copy();
        if (!busy && !waiting) later(3000);
      } else if (!rest && e.target.name) { rest = true; if (!dirty) say(says.rest); }
    }
    d.addEventListener('input', changed);
    form.addEventListener('keydown', function (e) {
      if ((e.ctrlKey || e.metaKey) && e.key === 'Enter') { e.preventDefault(); form.requestSubmit(); }
    });
    /* Save waits for what is on its way, so that nobody meets their own words as another's */
    form.addEventListener('submit', function (e) {
      leaving = true; clearTimeout(timer); clearTimeout(waiting);
      if (!busy) { try { sessionStorage.setItem('saving', store); } catch (x) { return; } return; }
      var by = e.submitter; e.preventDefault();
      busy.then(function () { form.requestSubmit(by); });
    });
    addEventListener('pageshow', function () { leaving = false; });
    addEventListener('online', function () { if (waiting) retry(); });
    addEventListener('focus', function () { if (waiting) retry(); });
    d.addEventListener('visibilitychange', function () {
      if (d.visibilityState !== 'hidden') { if (waiting) retry(); return; }
      if (window.Request && 'keepalive' in Request.prototype) save();
      else if (dirty && !busy && !paused && !leaving && navigator.sendBeacon) navigator.sendBeacon(says.autosave, body());
    });

    /* a copy on this computer, only where its owner says that it is theirs */
    var own = d.getElementById('own-computer'), keep = d.getElementById('keep-copy');
    function copy() {
      if (!keep.checked) return;
      var said = {};
      form.querySelectorAll('textarea').forEach(function (t) { said[t.name] = t.value; });
      try { localStorage.setItem(store, JSON.stringify({ at: Date.now(), said: said })); } catch (x) { return; }
    }
    function drop() { try { localStorage.removeItem(store); } catch (x) { return; } }
    try { localStorage.getItem(store); own.hidden = false; } catch (x) { return; }
    keep.checked = localStorage.getItem('own ' + says.owner) === '1';
    keep.addEventListener('change', function () {
      if (keep.checked) { localStorage.setItem('own ' + says.owner, '1'); copy(); }
      else { localStorage.removeItem('own ' + says.owner); drop(); }
    });
    var kept = JSON.parse(localStorage.getItem(store) || 'null');
    if (!kept || kept.at <= says.stored * 1000) { drop(); return; }
    if (!Object.keys(kept.said).some(function (n) { var c = form.elements[n]; return c && c.value !== kept.said[n]; })) return;
    var note = d.createElement('div'), p = d.createElement('p');
    note.className = 'note';
    p.textContent = says.copy.replace('%t', new Date(kept.at).toLocaleString(d.documentElement.lang));
    note.append(p, button(says.copyTake, function () {
      Object.keys(kept.said).forEach(function (n) { if (form.elements[n]) form.elements[n].value = kept.said[n]; });
      note.remove(); changed();
    }), ' ', button(says.copyDrop, function () { drop(); note.remove(); }));
    form.before(note);
  }
  function button(text, press) {
    var b = d.createElement('button');
    b.type = 'button'; b.className = 'sec-b'; b.textContent = text; b.addEventListener('click', press);
    return b;
  }

  /* the copy goes once the page after Save says that it is saved; signing out takes all along */
  try {
    if (d.querySelector('.note.saved')) localStorage.removeItem(sessionStorage.getItem('saving'));
  } catch (x) { /* a browser without storage keeps no copy */ }
  d.querySelectorAll('form[action$="/logout/"]').forEach(function (f) {
    f.addEventListener('submit', function () { try { localStorage.clear(); } catch (x) { return; } });
  });

  /* an amount says what it is taken for while it is typed; the server reads it, in one way only */
  d.querySelectorAll('form[data-amounts]').forEach(function (f) {
    var timers = {};
    f.addEventListener('input', function (e) {
      var box = e.target, out = d.getElementById(box.id + '_said');
      if (!out || !box.classList.contains('amt')) return;
      clearTimeout(timers[box.id]);
      timers[box.id] = setTimeout(function () {
        var typed = box.value, money = f.elements[box.name.replace(/-[a-z]+-amount$/, '-currency')];
        fetch(f.dataset.amounts, {
          method: 'POST', credentials: 'same-origin', redirect: 'error',
          body: new URLSearchParams({
            csrfmiddlewaretoken: f.elements.csrfmiddlewaretoken.value, typed: typed, currency: money ? money.value : ''
          })
        }).then(function (r) { return r.ok ? r.json() : { said: '' }; }).then(function (j) {
          if (box.value !== typed) return;
          out.textContent = j.said;
          out.classList.toggle('err', !!j.is_wrong);
        }).catch(function () { out.textContent = ''; });
      }, 400);
    });
  });

  /* matrix: one tab stop, arrow keys follow the eye in both directions. Cells that nobody asked
     for and rows without a report hold no link: they are stepped over */
  d.querySelectorAll('table[data-roving]').forEach(function (t) {
    var rtl = getComputedStyle(t).direction === 'rtl', first = t.querySelector('tbody td a');
    if (!first) return;
    first.tabIndex = 0;
    function link(cell) { return cell && cell.querySelector('a'); }
    function step(from, move, cell) {
      do { from = from[move]; } while (from && !link(cell(from)));
      return from && link(cell(from));
    }
    t.addEventListener('keydown', function (e) {
      var a = e.target.closest('td a'); if (!a) return;
      var c = a.parentNode, r = c.parentNode, i = c.cellIndex, to;
      var along = function (cell) { return cell.tagName === 'TD' && cell; };
      var down = function (row) { return row.cells[i]; };
      var fwd = rtl ? 'ArrowLeft' : 'ArrowRight', back = rtl ? 'ArrowRight' : 'ArrowLeft';
      if (e.key === fwd) to = step(c, 'nextElementSibling', along);
      else if (e.key === back) to = step(c, 'previousElementSibling', along);
      else if (e.key === 'ArrowDown') to = step(r, 'nextElementSibling', down);
      else if (e.key === 'ArrowUp') to = step(r, 'previousElementSibling', down);
      else if (e.key === 'Home') to = r.querySelector('td a');
      else if (e.key === 'End') to = [].slice.call(r.querySelectorAll('td a')).pop();
      if (!to) return;
      e.preventDefault(); a.tabIndex = -1; to.tabIndex = 0; to.focus();
    });
  });

  /* the page of a review: single keys, only for who switched them on. A keyboard of another script
     names the key by its place. They rest in every control that takes letters and beside Ctrl, Alt
     and Meta; words that were begun come before everything that would leave the page */
  var keys = d.querySelector('[data-keys]');
  if (keys) d.addEventListener('keydown', function (e) {
    if (e.defaultPrevented || e.repeat || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.target.closest('input,textarea,select,[contenteditable]')) return;
    var key = /^[!-~]$/.test(e.key) ? e.key : (e.code || '').replace('Key', '').toLowerCase();
    if (key === '?' || e.key === '؟') { e.preventDefault(); return keys.focus(); }
    var what = { j: '[rel=next]', k: '[rel=prev]', c: '.say', r: 'button[name=resolve]' }[key];
    if (!what) return;
    var place = e.target.closest('.fld') || d.querySelector('.fld:target') || d;
    var begun = [].filter.call(d.querySelectorAll('main textarea'), function (t) {
      return t.value !== t.defaultValue || (key === 'c' && t.closest('#new') && place.contains(t));
    })[0];
    var to = begun || place.querySelector(what) || d.querySelector(what);
    if (!to) return;
    e.preventDefault();
    if (begun) to.focus(); else to.click();
  });
  /* documents that are being made: while any is, the list is asked for anew. Only the parts that
     changed are put in their place, and none that somebody is in */
  function look() {
    setTimeout(function () {
      var list = d.querySelector('[data-jobs][data-open]');
      if (!list) return;
      fetch(list.dataset.jobs, { credentials: 'same-origin', redirect: 'error' })
        .then(function (r) { return r.ok ? r.text() : Promise.reject(r.status); })
        .then(function (html) { put(list, new DOMParser().parseFromString(html, 'text/html')); })
        .then(look, look);
    }, 2000);
  }
  function put(list, page) {
    var now = page.querySelector('[data-jobs]'), said = now.querySelector('[role=status]'), was = list.querySelector('[role=status]');
    if (was.textContent !== said.textContent) was.textContent = said.textContent;
    list.querySelectorAll('li[id] > [data-part]').forEach(function (old) {
      var item = page.getElementById(old.parentNode.id), part = item && item.querySelector('[data-part=' + old.dataset.part + ']');
      if (part && part.innerHTML !== old.innerHTML && !old.contains(d.activeElement)) old.replaceWith(d.importNode(part, true));
      else if (part && part.innerHTML !== old.innerHTML) now.dataset.open = '1';
    });
    if (now.dataset.open) list.dataset.open = now.dataset.open; else delete list.dataset.open;
  }
  if (d.querySelector('[data-jobs][data-open]')) look();

  /* menus close on Escape and on a click elsewhere */
  d.addEventListener('keydown', function (e) {
    if (e.key !== 'Escape') return;
    d.querySelectorAll('details.drop[open]').forEach(function (m) { m.open = false; m.firstElementChild.focus(); });
  });
  d.addEventListener('click', function (e) {
    d.querySelectorAll('details.drop[open]').forEach(function (m) { if (!m.contains(e.target)) m.open = false; });
  });

  /* errors first: the list says what to correct and links to each control */
  var errors = d.querySelector('.note.bad[tabindex]');
  if (errors) errors.focus();
})();

/* NAP Tracker. Everything works without this file. It adds: character counters, one tab stop
   for the matrix, closing of menus, and the focus on a form's list of errors. */
(function () {
  'use strict';
  var d = document;

  /* character counters */
  d.querySelectorAll('textarea[data-max]').forEach(function (t) {
    var out = d.getElementById(t.id + '-count');
    if (!out) return;
    function count() { out.textContent = out.dataset.text.replace('%n', t.dataset.max - t.value.length); }
    t.addEventListener('input', count);
    count();
  });

  /* matrix: one tab stop, arrow keys follow the eye in both directions */
  var LAST = 18;
  d.querySelectorAll('table[data-roving]').forEach(function (t) {
    var rtl = getComputedStyle(t).direction === 'rtl', first = t.querySelector('tbody td a');
    if (!first) return;
    first.tabIndex = 0;
    t.addEventListener('keydown', function (e) {
      var a = e.target.closest('td a'); if (!a) return;
      var c = a.parentNode, r = c.parentNode, i = c.cellIndex, n;
      var fwd = rtl ? 'ArrowLeft' : 'ArrowRight', back = rtl ? 'ArrowRight' : 'ArrowLeft';
      if (e.key === fwd) n = c.nextElementSibling;
      else if (e.key === back) n = c.previousElementSibling;
      else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        do { r = e.key === 'ArrowDown' ? r.nextElementSibling : r.previousElementSibling; } while (r && r.cells.length <= LAST);
        n = r && r.cells[i];
      }
      else if (e.key === 'Home') n = r.cells[1];
      else if (e.key === 'End') n = r.cells[LAST];
      else return;
      var to = n && n.querySelector('a'); if (!to) return;
      e.preventDefault(); a.tabIndex = -1; to.tabIndex = 0; to.focus();
    });
  });

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

//! title: a sort of two hundred rows keeps equal ones in order
//! value: [true,[{"i":0,"k":0},{"i":5,"k":0},{"i":10,"k":0},{"i":15,"k":0}],{"i":196,"k":4}]
const rows = Array.from({ length: 200 }, (_, i) => ({ i, k: (i * 7919) % 5 }));
rows.sort((a, b) => a.k - b.k);
let stable = true;
for (let n = 1; n < rows.length; n++) {
  if (rows[n - 1].k === rows[n].k && rows[n - 1].i > rows[n].i) stable = false;
  if (rows[n - 1].k > rows[n].k) stable = 'unsorted';
}
return [stable, rows.slice(0, 4), rows.at(-1)];

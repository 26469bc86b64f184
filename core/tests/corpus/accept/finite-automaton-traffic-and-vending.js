//! title: a state machine over a table with guards
//! value: {"trail":["idle","ready","ready","ready","vend","ready","idle"],"paid":0,"out":"tea","refund":50}
const machine = {
  idle: { COIN: (c, e) => (c.paid += e.value, 'ready') },
  ready: { COIN: (c, e) => { c.paid += e.value; return 'ready'; }, SELECT: (c, e) => (c.paid >= c.prices[e.item] ? ((c.out = e.item), (c.paid -= c.prices[e.item]), 'vend') : 'ready'), REFUND: (c) => ((c.refund = c.paid), (c.paid = 0), 'idle') },
  vend: { TAKE: (c) => (c.paid > 0 ? 'ready' : 'idle') },
};
const ctx = { paid: 0, prices: { tea: 150, water: 100 } };
let state = 'idle';
const trail = [];
for (const event of [{ type: 'SELECT', item: 'tea' }, { type: 'COIN', value: 100 }, { type: 'SELECT', item: 'tea' }, { type: 'COIN', value: 100 }, { type: 'SELECT', item: 'tea' }, { type: 'TAKE' }, { type: 'REFUND' }]) {
  state = machine[state][event.type]?.(ctx, event) ?? state;
  trail.push(state);
}
return { trail, ...ctx, prices: undefined };

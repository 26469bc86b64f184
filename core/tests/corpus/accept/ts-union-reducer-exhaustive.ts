//! title: actions of a union through a typed reducer
//! value: {"lamp":6,"desk":5,"book":3}
type Action = { type: 'add'; sku: string; quantity: number } | { type: 'remove'; sku: string } | { type: 'clear' };
type Cart = Readonly<Record<string, number>>;
const reduce = (cart: Cart, action: Action): Cart => {
  switch (action.type) {
    case 'add': return { ...cart, [action.sku]: (cart[action.sku] ?? 0) + action.quantity };
    case 'remove': { const { [action.sku]: _gone, ...rest } = cart; return rest; }
    case 'clear': return {};
  }
};
const { orders } = await tools.orders.list({ status: 'cancelled', limit: 3 }) as { orders: Array<{ items: Array<{ sku: string; quantity: number }> }> };
const actions: Action[] = orders.flatMap((o) => o.items.map((i): Action => ({ type: 'add', ...i })));
actions.push({ type: 'remove', sku: 'pen' });
return actions.reduce(reduce, {} as Cart);

//! title: revenue by article out of nested items
//! value: ["book    8   130.00","lamp    8   130.00","desk    6   127.60","pen     6    91.60"]
const { orders } = await tools.orders.list({ status: 'paid', limit: 50 });
const revenue = new Map();
orders
  .flatMap((order) => order.items)
  .forEach(({ sku, quantity, price }) => {
    const entry = revenue.get(sku) ?? { sku, units: 0, cents: 0 };
    entry.units += quantity;
    entry.cents += Math.round(quantity * price * 100);
    revenue.set(sku, entry);
  });
return [...revenue.values()]
  .sort((a, b) => b.cents - a.cents)
  .map(({ sku, units, cents }) => `${sku.padEnd(6)}${String(units).padStart(3)} ${(cents / 100).toFixed(2).padStart(8)}`);

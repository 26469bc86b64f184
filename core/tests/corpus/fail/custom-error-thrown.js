//! title: an error class of the script is thrown
//! error: EXECUTION_ERROR
//! name: BudgetExceeded
//! line: 10
class BudgetExceeded extends Error {
  constructor(spent, limit) {
    super(`spent ${spent} of ${limit}`);
    this.name = 'BudgetExceeded';
  }
}
const { orders } = await tools.orders.list({ limit: 50 });
const spent = orders.reduce((s, o) => s + o.total, 0);
if (spent > 100) {
  throw new BudgetExceeded(spent, 100);
}
return spent;

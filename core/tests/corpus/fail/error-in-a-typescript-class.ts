//! title: a method of a class with parameter properties fails
//! error: EXECUTION_ERROR
//! name: InsufficientFunds
//! line: 11
abstract class Account {
  protected constructor(
    public readonly owner: string,
    protected balance: number = 0,
  ) {}
  abstract fee(amount: number): number;
  withdraw(amount: number): number {
    const total: number = amount + this.fee(amount);

    if (total > this.balance) {
      throw Object.assign(new Error(`${this.owner} lacks ${total - this.balance}`), { name: 'InsufficientFunds' });
    }
    return (this.balance -= total);
  }
}
class Basic extends Account {
  constructor(owner: string) { super(owner, 10); }
  override fee = (amount: number): number => amount * 0.1;
}
return new Basic('Ada').withdraw(50);

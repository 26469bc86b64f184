//! title: Symbol.toPrimitive, Symbol.toStringTag and valueOf
//! value: [5,"5 EUR","default:51",10,"[object Money]",43,"forty-two",true,"forty-two"]
class Money {
  constructor(amount, currency) { this.amount = amount; this.currency = currency; }
  get [Symbol.toStringTag]() { return 'Money'; }
  [Symbol.toPrimitive](hint) {
    return hint === 'number' ? this.amount : hint === 'string' ? `${this.amount} ${this.currency}` : `default:${this.amount}`;
  }
}
const m = new Money(5, 'EUR');
const legacy = { valueOf: () => 42, toString: () => 'forty-two' };
return [+m, `${m}`, m + 1, m * 2, Object.prototype.toString.call(m), legacy + 1, `${legacy}`, legacy > 41, [legacy] + ''];

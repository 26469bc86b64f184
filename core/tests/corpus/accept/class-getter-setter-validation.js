//! title: a setter that checks and a getter that computes
//! value: [25,77,100,["TypeError","RangeError"],"TypeError"]
class Temperature {
  #c = 0;
  static fromF(f) { const t = new Temperature(); t.fahrenheit = f; return t; }
  get celsius() { return this.#c; }
  set celsius(v) {
    if (Number.isNaN(Number(v))) throw new TypeError('not a temperature: ' + v);
    if (v < -273.15) throw new RangeError('below absolute zero');
    this.#c = Number(v);
  }
  get fahrenheit() { return this.#c * 9 / 5 + 32; }
  set fahrenheit(v) { this.celsius = (v - 32) * 5 / 9; }
}
const t = new Temperature();
t.celsius = '25';
const errors = [];
for (const value of ['warm', -300]) { try { t.celsius = value; } catch (e) { errors.push(e.name); } }
let readOnly;
try { t.kelvin = 1; class R { get x() { return 1 } } new R().x = 2; } catch (e) { readOnly = e.name; }
return [t.celsius, t.fahrenheit, Temperature.fromF(212).celsius, errors, readOnly];

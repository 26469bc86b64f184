//! title: classes with computed methods, fields, statics and accessors
//! value: ["opened",4,4,"s",["Open","Close"],"Alan Turing","opened twice",["state","state","f1","s1","#raw"]]
const prefix = 'on', events = ['Open', 'Close'], log = [];
const field = (n) => (log.push(n), n);
class Hub {
  [prefix + events[0]]() { return 'opened'; }
  static [`make${events[1]}`]() { return new this(); }
  get [field('state')]() { return this[field('#raw').slice(1)]; }
  set [field('state')](v) { this['raw'] = v; }
  [field('f1')] = log.length;
  static [field('s1')] = 's';
  *[Symbol.iterator]() { yield* events; }
  async ['load' + 1](id) { return (await tools.users.get({ id }))['na' + 'me']; }
}
const h = Hub.makeClose();
h.state = 4;
const sup = new (class extends Hub { onOpen() { return `${super[prefix + 'Open']()} twice`; } })();
return [h.onOpen(), h.state, h.f1, Hub.s1, [...h], await h.load1(3), sup.onOpen(), log];

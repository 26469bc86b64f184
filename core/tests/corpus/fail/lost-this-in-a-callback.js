//! title: a method is handed on without its this
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 5
class Collector {
  seen = [];

  add(item) {
    this.seen.push(item);
  }
}
const collector = new Collector();
[1, 2].forEach(collector.add);
return collector.seen;

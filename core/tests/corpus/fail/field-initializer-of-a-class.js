//! title: the initializer of a field fails
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
class Config {
  limits = { max: 1 };
  first = this.options.first;
  last = 2;
}
const n = Math.max(1);
return new Config().last + n;

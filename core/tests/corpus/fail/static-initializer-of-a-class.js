//! title: the initializer of a static field fails
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
class Config {
  static limits = { max: 1 };
  static first = this.options.first;
}
return Config.limits;

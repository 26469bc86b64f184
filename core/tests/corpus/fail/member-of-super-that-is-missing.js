//! title: a member of super that is not there is read
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 6
class Base {}
class Child extends Base {
  run() {
    const n = Math.max(1);

    return super.settings.depth + n;
  }
}
return new Child().run();

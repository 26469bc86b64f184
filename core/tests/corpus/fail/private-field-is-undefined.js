//! title: a member of a private field that was not set
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 5
class Session {
  #user;
  greet() {
    const hour = new Date(0).getUTCHours();
    return `${hour}: ${this.#user.name}`;
  }
}
return new Session().greet();

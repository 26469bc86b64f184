//! title: a method fails after its await
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 6
class Report {
  #users = [];
  async load() { this.#users = await tools.users.list({ role: 'admin' }); }
  async render() {
    await this.load();
    return this.users.map((u) => u.name).join();
  }
}
return await new Report().render();

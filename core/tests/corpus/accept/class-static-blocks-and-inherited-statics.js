//! title: static blocks and statics that are inherited
//! value: [["base ready","registry","special registry"],true,false,"special of Registry","Special"]
class Registry {
  static entries = [];
  static { this.entries.push('base ready'); }
  static create(...args) { const it = new this(...args); this.entries.push(it.kind); return it; }
  get kind() { return 'registry'; }
}
class Special extends Registry {
  static { Special.label = `special of ${super.name ?? 'none'}`; }
  get kind() { return `special ${super.kind}`; }
}
Registry.create(); Special.create();
return [Registry.entries, Special.entries === Registry.entries, Object.hasOwn(Special, 'create'), Special.label, Special.name];

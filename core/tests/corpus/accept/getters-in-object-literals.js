//! title: getters, setters and computed members of literals
//! value: ["Grace Hopper",["G","r","a","c","e"],1,2,"three","sixteen",["3","16","first","last","fullName","load","letters","x1","quoted-key"],true,{"value":true,"cached":true}]
const suffix = 'Name';
const person = {
  first: 'Ada', last: 'Lovelace',
  get ['full' + suffix]() { return `${this.first} ${this.last}`; },
  set fullName(value) { [this.first, this.last] = value.split(' '); },
  async load() { return (await tools.users.get({ id: 2 })).name; },
  *letters() { yield* this.first; },
  ['x' + 1]: 1,
  'quoted-key': 2, 3: 'three', 0x10: 'sixteen',
};
person.fullName = await person.load();
const lazy = { get value() { Object.assign(this, {}); return (this.cached ??= Math.sqrt(2) ** 2 > 2); } };
return [person.fullName, [...person.letters()], person.x1, person['quoted-key'], person[3], person[16], Object.keys(person), lazy.value, { ...lazy }];

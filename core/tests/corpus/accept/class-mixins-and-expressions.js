//! title: mixins as functions that give classes
//! value: ["{\"text\":\"hi\",\"stamp\":7}",true,"Timestamped","Anonymous","Named","function"]
const Serializable = (Base) => class extends Base {
  serialize() { return JSON.stringify(this); }
};
const Timestamped = (Base) => class Timestamped extends Base {
  stamp = 0;
  touch(at) { this.stamp = at; return this; }
};
class Note { constructor(text) { this.text = text; } }
const Rich = Timestamped(Serializable(Note));
const note = new Rich('hi').touch(7);
const Anonymous = class {};
return [note.serialize(), note instanceof Note, Rich.name, Anonymous.name, (class Named {}).name, typeof Rich];

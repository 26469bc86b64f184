//! title: vm2 cause proxy handler by class heritage
//! stopped: 1 NO_META_PROGRAMMING
class Odd extends Proxy { constructor() { super({}, { get: (target, key, self) => self }) } }
return new Odd().x

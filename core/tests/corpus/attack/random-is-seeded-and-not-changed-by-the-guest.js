//! title: random is seeded and not changed by the guest
//! value: [true, false, true]
const first = Math.random()
const { random } = Math
Math.random = () => 0
const own = Math.random()
const second = random()
return [first > 0 && first < 1, first === second, own === 0 && second < 1]

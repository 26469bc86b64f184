//! title: unicode normalized names are two
//! value: [1, 2]
const Å = 1
const Å = 2
return [Å, Å]

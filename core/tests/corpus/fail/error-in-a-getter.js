//! title: a getter throws
//! error: EXECUTION_ERROR
//! name: RangeError
//! line: 4
const range = {
  from: 5, to: 1,
  get size() {
    if (this.to < this.from) throw new RangeError('empty range');
    return this.to - this.from;
  },
};
console.log(range.from);
return range.size;

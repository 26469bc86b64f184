//! title: typed arrays are made as ever
//! value: [[1,2],[0,0],2,[5],"TypeError",true,[2,4],"Float64Array",8,[{"$bytes":[7]},1],[{"$bytes":[1,2]},[3,4]]]
const fails = (run) => { try { return run() } catch (error) { return error.name } }
class Row extends Float64Array { get sum() { return this.reduce((a, b) => a + b, 0) } }
const list = new Float64Array([1, 2])
return [list, new Int32Array(2), Int16Array.from(new Set([1, 2])).length, new Row([5]), fails(() => Float64Array(2)),
  new Row(1) instanceof Row && list instanceof Float64Array, list.map((x) => 2 * x), Float64Array.name,
  Float64Array.BYTES_PER_ELEMENT, [new Uint8Array(Uint8Array.of(7).buffer), new Row([1]).sum],
  [Uint8Array.from('12'), Object.assign(new Uint16Array(2), [3, 4])]]

//! title: typed arrays
//! value: [[1.5,2],3,2,-1,[1,2,3]]
const a=new Float64Array([1.5,2]); return [Array.from(a),a.map(x=>x*2)[0],new Uint8Array([1,2,3]).subarray(1).length,new Int16Array(2).fill(-1)[0],[...new Uint8Array([3,1,2]).sort()]]

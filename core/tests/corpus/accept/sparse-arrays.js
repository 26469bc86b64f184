//! title: sparse arrays
//! value: [3,false,3,["0","2"],[1,3],1]
const a=[1,,3]; return [a.length,1 in a,a.map(x=>x*2).length,Object.keys(a),a.flat(),[,].length]

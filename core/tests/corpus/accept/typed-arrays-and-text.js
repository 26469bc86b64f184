//! title: typed arrays and text encoding
//! value: [9,231,"hé",[63,192,0,0,255,254,0,0],255,false,"aGVsbG8=","hi",2]
const bytes = new TextEncoder().encode('héé😀')
const sum = bytes.reduce((a, b) => (a + b) % 256, 0)
const view = new DataView(new ArrayBuffer(8))
view.setFloat32(0, 1.5); view.setInt16(4, -2)
return [bytes.length, sum, new TextDecoder().decode(bytes.slice(0, 3)), [...new Uint8Array(view.buffer)], new Uint8ClampedArray([300, -5, 1.5])[0], Float32Array.from([0.1])[0] === 0.1, btoa('hello'), atob('aGk='), new Uint16Array([1, 2, 3]).subarray(1).length]

//! title: typed arrays, views of one buffer, DataView
//! value: [[255,52,254,255,63,192,0,0],65332,-2,1.5,[255,0,2],[1,-25536,-1],[0,0.25,0.5],[0,0],{"$bytes":[255,52]},"1-2-3",{"$bytes":[0,7,7,0]},8,2,3,3]
const buffer = new ArrayBuffer(8);
const view = new DataView(buffer);
view.setUint16(0, 0x1234); view.setInt16(2, -2, true); view.setFloat32(4, 1.5);
const bytes = new Uint8Array(buffer);
const clamped = Uint8ClampedArray.of(300, -5, 1.6);
const ints = new Int16Array([1, 40000, -1]);
const floats = Float64Array.from({ length: 3 }, (_, i) => i / 4);
const part = bytes.subarray(0, 2);
part[0] = 0xff;
return [[...bytes], view.getUint16(0), view.getInt16(2, true), view.getFloat32(4), [...clamped], [...ints], [...floats], Array.from(new Uint32Array(2)), bytes.slice(0, 2), new Uint8Array([3, 1, 2]).sort().join('-'), new Uint8Array(4).fill(7, 1, 3), bytes.byteLength, Int16Array.BYTES_PER_ELEMENT, ints.map((x) => x * 2).length, new Uint8Array([1, 2, 3]).toReversed().at(0)];

//! title: enums with numbers, texts, computed members and reverse names
//! value: [0,6,"Busy",6,"RED",["RED","BLUE"],3,"All",false,10,6,["Open","Busy","Done"]]
enum Status { Open, Busy = 5, Done }
enum Color { Red = 'RED', Blue = 'BLUE' }
enum Flags { None = 0, Read = 1 << 0, Write = 1 << 1, All = Read | Write }
const enum Size { S = 1, L = S * 10 }
const has = (f: Flags, bit: Flags): boolean => (f & bit) !== 0;
return [Status.Open, Status.Done, Status[5], Status['Done'], Color.Red, Object.values(Color), Flags.All, Flags[3], has(Flags.Write, Flags.Read), Size.L, Object.keys(Status).length, Object.keys(Status).filter((k) => isNaN(Number(k)))];

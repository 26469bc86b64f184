//! title: regex
//! value: ["2024",[["1",1],["22",3]],"xYZ",true,["a","b","c"],1]
const m='2024-03-05'.match(/(?<y>\d{4})-(?<m>\d{2})/); return [m.groups.y,[...'a1b22'.matchAll(/\d+/g)].map(x=>[x[0],x.index]),'x-y-z'.replace(/-(\w)/g,(_,c)=>c.toUpperCase()),/^(?<!a)b$/.test('b'),'a,b;c'.split(/[,;]/),'aBc'.search(/[A-Z]/)]

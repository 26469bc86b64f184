//! title: look-around, unicode classes, dotAll and lastIndex
//! value: ["250.50","300",["100","300"],3,["Größe","ñandú","東京"],2,1,[true,2,true,3,false],1,"gimsuy","x<1@1>y<22@3>",true,"a[B|a|c]c"]
const price = 'USD 100, EUR 250.50, 300 GBP';
const g = /o/g;
return [
  price.match(/(?<=EUR )[\d.]+/)[0], price.match(/\d+(?= GBP)/)[0], price.match(/(?<!EUR )\b\d{3}\b(?!\.)/g), 'a\nb'.match(/a.b/s)[0].length,
  'Größe ñandú 東京 42'.match(/\p{L}+/gu), '😀'.match(/./u)[0].length, '😀'.match(/./)[0].length, [g.test('foo'), g.lastIndex, g.test('foo'), g.lastIndex, g.test('foo')],
  'ABC'.search(/b/i), /a/gimsuy.flags, 'x1y22'.replace(/\d+/g, (m, at) => `<${m}@${at}>`), /[\u{1F600}-\u{1F64F}]/u.test('😃'), 'aBc'.replace(/b/i, '[$&|$`|$\']'),
];

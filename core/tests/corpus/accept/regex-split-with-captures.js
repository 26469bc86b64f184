//! title: split and replace with captures and limits
//! value: [["a","1","b","22","c"],["a","b","","c"],["a","b","c"],["a","b","c"],["abc"],["a","b"],[""],[],"camel case text","snakeCaseText","a..b..c","$aa","$1",["many","spaces"],[["k","v"],["k2","v2"]],["one","two","three"]]
return [
  'a1b22c'.split(/(\d+)/), 'a,b,,c'.split(','), 'a, b ;c'.split(/\s*[,;]\s*/), 'abc'.split(''), 'abc'.split(), 'a-b-c'.split('-', 2), ''.split(','), ''.split(''),
  'camelCaseText'.replace(/([A-Z])/g, ' $1').toLowerCase(), 'snake_case_text'.replace(/_(\w)/g, (_, c) => c.toUpperCase()), 'a.b.c'.replaceAll('.', '$&$&'), 'aaa'.replace('a', '$$'),
  'x'.replace('x', () => '$1'), '  many   spaces '.trim().split(/\s+/), 'k=v; k2=v2'.split('; ').map((p) => p.split('=')), 'one\r\ntwo\nthree'.split(/\r?\n/),
];

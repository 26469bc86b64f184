//! title: URLSearchParams from objects, texts and lists
//! value: ["lang=fr&q=a+b&tag=x&tag=y%26z",[["a","1"],["b","2"],["a","3"],["empty",""],["flag",""],["plus","a b+"]],["1","3"],null,true,"a b+",{"a":"3","b":"2","empty":"","flag":"","plus":"a b+"},"k=v&%C3%BC=1",6]
const p = new URLSearchParams({ q: 'a b', lang: 'de' });
p.append('tag', 'x'); p.append('tag', 'y&z'); p.set('lang', 'fr');
const parsed = new URLSearchParams('?a=1&b=2&a=3&empty=&flag&plus=a+b%2B');
p.sort();
return [p.toString(), [...parsed], parsed.getAll('a'), parsed.get('nope'), parsed.has('flag'), parsed.get('plus'), Object.fromEntries(parsed), `${new URLSearchParams([['k', 'v'], ['ü', '1']])}`, [...parsed.keys()].length];

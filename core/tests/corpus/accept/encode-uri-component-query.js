//! title: queries by encodeURIComponent and back
//! value: ["q=K%C3%A4se%20%26%20Brot&n=3&list=a%2Fb%2Cc&emoji=%F0%9F%98%80",{"q":"Käse & Brot","n":"3","list":"a/b,c","emoji":"😀"},"https://e.org/%C3%A4%20b?x=%C3%BC#%C3%A9","A é","!'()*~-_."]
const query = (o) => Object.entries(o).filter(([, v]) => v != null).map(([k, v]) => [k, Array.isArray(v) ? v.join(',') : v].map(encodeURIComponent).join('=')).join('&');
const text = query({ q: 'Käse & Brot', n: 3, skip: null, list: ['a/b', 'c'], u: undefined, emoji: '😀' });
const parsed = Object.fromEntries(text.split('&').map((p) => p.split('=').map(decodeURIComponent)));
return [text, parsed, encodeURI('https://e.org/ä b?x=ü#é'), decodeURI('%41%20%C3%A9'), encodeURIComponent("!'()*~-_.")];

//! title: URLs and their parameters
//! value: ["https://user@example.com:8080/search?q=a+b&page=3&tag=%C3%A9#top","example.com:8080","/search","#top",["q","page","tag"],"a=1&b=x+y","a%2Fb%3Fc%3Dd%26%C3%A9","é","https://e.com/%C3%A4?x=1"]
const url = new URL('/search?q=a%20b&page=2#top', 'https://user@example.com:8080/x/')
url.searchParams.append('tag', 'é')
url.searchParams.set('page', 3)
return [url.href, url.host, url.pathname, url.hash, [...url.searchParams.keys()], new URLSearchParams({ a: 1, b: 'x y' }).toString(), encodeURIComponent('a/b?c=d&é'), decodeURIComponent('%C3%A9'), encodeURI('https://e.com/ä?x=1')]

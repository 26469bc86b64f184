//! title: url
//! value: ["ex.com:8080","/a/b","https://ex.com:8080/a/b?x=1&y=2&z=a+b#h","2","a=1&b=%C3%BC"]
const u=new URL('https://ex.com:8080/a/b?x=1&y=2#h'); u.searchParams.append('z','a b'); return [u.host,u.pathname,u.href,u.searchParams.get('y'),new URLSearchParams({a:'1',b:'ü'}).toString()]

//! title: URLs resolved, changed and read
//! value: ["https://user:pw@example.com:8443/a/b/c?y=a+b&tags=%C3%A9%26#top","https://example.com:8443","example.com:8443","8443","/a/b/c","?y=a+b&tags=%C3%A9%26","#top","user",["https://example.com/root","https://example.com/dir/page","https://example.com/dir/file?q","https://example.com/dir/file#h","https://other.org/p"],"TypeError","http://example.com/%7Efoo","{\"u\":\"https://e.org/\"}"]
const u = new URL('../b/./c?x=1&y=a%20b#top', 'https://user:pw@example.com:8443/a/z/');
u.searchParams.append('tags', 'é&');
u.searchParams.delete('x');
const relative = ['/root', 'page', '?q', '#h', '//other.org/p'].map((r) => new URL(r, 'https://example.com/dir/file').href);
let bad;
try { new URL('no url'); } catch (e) { bad = e.name; }
return [u.href, u.origin, u.host, u.port, u.pathname, u.search, u.hash, u.username, relative, bad, `${new URL('HTTP://EXAMPLE.com:80/%7Efoo')}`, JSON.stringify({ u: new URL('https://e.org') })];

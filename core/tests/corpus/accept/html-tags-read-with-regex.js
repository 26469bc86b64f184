//! title: links and text taken out of HTML
//! value: {"title":"List & more","links":[{"href":"/a?x=1&y=2","text":"First link"},{"href":"/b","text":"Second"}]}
const page = `<div><h1>List &amp; more</h1><a href="/a?x=1&amp;y=2" class=k>First <b>link</b></a> <A HREF='/b'>Second</A><!-- <a href="no">hidden</a> --><script>let a = "<a href='bad'>"</` + `script></div>`;
const clean = page.replace(/<!--[\s\S]*?-->/g, '').replace(/<script\b[\s\S]*?<\/script>/gi, '');
const unescape = (t) => t.replace(/&(amp|lt|gt);/g, (_, n) => ({ amp: '&', lt: '<', gt: '>' })[n]);
const links = [...clean.matchAll(/<a\s+[^>]*?href=(["'])(?<href>.*?)\1[^>]*>(?<text>[\s\S]*?)<\/a>/gi)].map(({ groups: { href, text } }) => ({ href: unescape(href), text: text.replace(/<[^>]+>/g, '') }));
return { title: unescape(clean.match(/<h1>(.*?)<\/h1>/)[1]), links };

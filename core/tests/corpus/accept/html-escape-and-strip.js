//! title: HTML is escaped and stripped
//! value: ["&lt;a href=&quot;x&quot;&gt;Tom &amp; Jerry&#39;s&lt;/a&gt;","Hello big world"]
const escape = (s) => s.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c])
const strip = (s) => s.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim()
return [escape('<a href="x">Tom & Jerry\'s</a>'), strip('<p>Hello <b>big</b>\n  world</p>')]

//! title: paging with while
//! value: 25
const all=[]; let cursor=null; do { const p=await callTool('page',{cursor,size:10}); all.push(...p.items); cursor=p.next } while(cursor!==null); return all.length

//! title: A document goes from one tool to another and to the host, and never enters the script.
//! plain: no
//! value: {"counted":[{"count":40},{"count":40}],"first":"[{\"id\": 0, \"text\": \"row 0\"},","keys":["$reference","kind","size","shape","preview"],"last":[{"id":0,"text":"row 0"}]}
//! console: ["array 40 id,text"]
const doc = await tools.docs.load({ count: 40 });
const counted = await Promise.all([tools.docs.count({ doc }), tools.docs.count({ doc })]);
console.log(doc.kind, doc.shape.length, doc.shape.keys.join());
return { counted, first: doc.preview.slice(0, 28), keys: Object.keys(doc), last: (await tools.docs.load({ count: 1 })) };

//! title: group by
//! value: [{"odd":[1,3],"even":[2]},[[1,["a"]],[2,["bb"]]]]
//! plain: no
return [Object.groupBy([1,2,3],x=>x%2?'odd':'even'), [...Map.groupBy(['a','bb'],x=>x.length)]]

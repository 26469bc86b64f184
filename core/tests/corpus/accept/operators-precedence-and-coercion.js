//! title: operators and the coercions that models rely on
//! value: [12,6,"z",11,12,"","[object Object]","1,2",1,{"$number":"NaN"},2,false,true,true,false,true,false,true,true,1,"object","object","function",true,false,0,{"$number":"NaN"},0,16,-3,"a",2,true,true,0]
let n = 5;
const x = n++ + ++n, y = (n--, n), z = void 0 ?? 'z';
return [x, y, z, 1 + '2' - 1, '3' * '4', [] + [], [] + {}, [1, 2] + '', null + 1, undefined + 1, true + true, '5' > 10, 'b' > 'a', null == undefined, null == 0, null >= 0, NaN == NaN, '1' == 1, [1] == 1, !!'' + !!'0', typeof null, typeof [], typeof (() => 1), 1 < 2 < 3, 3 > 2 > 1, +[], +{}, +'', +'0x10', -'3', !'' && 'a' || 'b', (1, 2), 'a' in { a: 1 }, delete [].x, ~-1];

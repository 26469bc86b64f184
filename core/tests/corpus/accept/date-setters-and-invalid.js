//! title: setters that overflow, invalid dates and comparison
//! value: ["2024-01-01T01:30:00.500Z",{"$number":"NaN"},"Invalid Date","{\"bad\":null}",true,true,5,7,"string",{"$number":"NaN"},915148800000,{"$number":"NaN"},{"$date":1704072600500}]
const d = new Date(0);
d.setUTCFullYear(2023, 11, 31); d.setUTCHours(24); d.setUTCMinutes(90); d.setUTCSeconds(-1); d.setUTCMilliseconds(1500);
const bad = new Date('x');
return [d.toISOString(), bad.getTime(), String(bad), JSON.stringify({ bad }), isNaN(bad), new Date(2020, 5) > new Date(2019, 5), +new Date(5), new Date(new Date(7)).valueOf(), typeof Date(), new Date(8.64e15 + 1).getTime(), Date.UTC(99, 0), new Date(NaN).getUTCDay(), d];

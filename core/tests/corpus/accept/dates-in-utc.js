//! title: dates in UTC
//! value: ["2024-02-28T23:30:00.000Z","2024-03-01",359,3,0,1709251200000,"{\"d\":\"2024-02-28T23:30:00.000Z\"}",0,"2/28/2024","11:30:00 PM","Wed Feb 28 2024","Thu, 01 Jan 1970 00:00:00 GMT",true,"2024-03-10T08:00:00.000Z","2024-06-01T00:00:00.000Z",true]
const d = new Date(Date.UTC(2024, 1, 28, 23, 30))
const days = (a, b) => Math.round((b - a) / 864e5)
const next = new Date(d)
next.setUTCDate(next.getUTCDate() + 2)
return [d.toISOString(), next.toISOString().slice(0, 10), days(new Date('2024-01-01'), new Date('2024-12-25')), d.getDay(), d.getTimezoneOffset(), new Date('2024-02-30').getTime(), JSON.stringify({ d }), new Date(2024, 0, 31).getMonth(), d.toLocaleDateString('en-US'), d.toLocaleTimeString('en-US'), d.toDateString(), new Date(0).toUTCString(), Number.isNaN(new Date('nope').getTime()), new Date('2024-03-10T10:00:00+02:00').toISOString(), new Date(2024, 5).toISOString(), d > new Date(0)]

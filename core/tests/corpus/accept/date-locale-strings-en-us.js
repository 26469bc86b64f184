//! title: toLocaleDateString and its like in en-US and UTC
//! value: ["3/5/2024","3/5/2024","2:07:09 PM","3/5/2024, 2:07:09 PM",0,"Tue Mar 05 2024 14:07:09 GMT+0000 (Coordinated Universal Time)","Tue Mar 05 2024","14:07:09 GMT+0000 (Coordinated Universal Time)","Tue, 05 Mar 2024 14:07:09 GMT","2024-03-05T14:07:09.000Z",2,14,1970]
const d = new Date(Date.UTC(2024, 2, 5, 14, 7, 9));
return [d.toLocaleDateString('en-US'), d.toLocaleDateString(), d.toLocaleTimeString('en-US').replace(/\s/, ' '), d.toLocaleString('en-US').replace(/\s(?=[AP]M)/, ' '), d.getTimezoneOffset(), d.toString(), d.toDateString(), d.toTimeString(), d.toUTCString(), d.toJSON(), d.getDay(), d.getHours(), new Date(0).getFullYear()];

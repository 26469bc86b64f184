//! title: number formatting
//! value: ["1,234,567.891","$1,234.50","25.6%","5.00"]
return [(1234567.891).toLocaleString(),(1234.5).toLocaleString('en-US',{style:'currency',currency:'USD'}),(0.256).toLocaleString('en-US',{style:'percent',maximumFractionDigits:1}),(5).toLocaleString('en-US',{minimumFractionDigits:2})]

//! title: try finally order
//! value: ["r",[1,2,3,"a"]]
const o=[]; const f=()=>{ try { o.push(1); return 'r' } finally { o.push(2) } }; const r=f(); try { try { throw new Error('a') } finally { o.push(3) } } catch(e) { o.push(e.message) } return [r,o]

//! title: error classes and cause
//! value: ["NotFound","no 7",{"id":7},7,true,"NotFound: no 7"]
class NotFound extends Error { constructor(id){ super(`no ${id}`,{cause:{id}}); this.name='NotFound'; this.id=id } } try { throw new NotFound(7) } catch(e) { return [e.name,e.message,e.cause,e.id,e instanceof NotFound,String(e)] }

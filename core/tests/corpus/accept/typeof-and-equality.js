//! title: typeof and equality
//! value: ["object","undefined","function","object",true,true,"",true,false,{"$undefined":true},true]
return [typeof null,typeof undefined,typeof (()=>1),typeof [],null==undefined,'1'==1,[]+[],[1]==1,NaN===NaN,void 0,!!'0']

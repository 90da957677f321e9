// c.js is what nobody loads.

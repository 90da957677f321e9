import "./bc.js"; // the rest

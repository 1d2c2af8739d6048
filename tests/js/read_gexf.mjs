// Reads a GEXF file with graphology-gexf and prints what it found, as JSON.
import { readFileSync } from "node:fs";
import graphology from "graphology";
import gexf from "graphology-gexf";

// An edge's `kind` is not read, its `label` and attributes are.
const graph = gexf.parse(graphology.MultiDirectedGraph, readFileSync(process.argv[2], "utf8"));
const nodes = graph.mapNodes((id, attributes) => ({ id, ...attributes }));
const edges = graph.mapEdges((id, attributes, source, target) => ({ id, source, target, ...attributes }));
console.log(JSON.stringify({ nodes, edges }));

// An outside judge of proofs: @transmute/rfc9162, none of our code. Reads JSON lines, prints how many verify.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.env.JUDGES + "/");
const { verifyInclusionProof, verifyConsistencyProof } = require("@transmute/rfc9162").RFC9162 ?? require("@transmute/rfc9162");
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64"));
let inclusion = 0, consistency = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const p = JSON.parse(line);
  if (p.kind === "inclusion") {
    const proof = { log_id: "", tree_size: p.size, leaf_index: p.index, inclusion_path: p.path.map(bytes) };
    inclusion += await verifyInclusionProof(bytes(p.root), bytes(p.leaf), proof) ? 1 : 0;
  } else {
    // RFC 9162 §2.1.4.2 step 2, which the library leaves out: the older root leads the path of a power of two.
    const path = (p.old & (p.old - 1)) === 0 ? [p.old_root, ...p.path] : p.path;
    const proof = { log_id: "", tree_size_1: p.old, tree_size_2: p.size, consistency_path: path.map(bytes) };
    consistency += await verifyConsistencyProof(bytes(p.old_root), bytes(p.root), proof) ? 1 : 0;
  }
}
console.log(JSON.stringify({ inclusion, consistency }));

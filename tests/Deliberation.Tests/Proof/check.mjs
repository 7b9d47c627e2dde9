// An independent checker of proofs: written from the recursive definitions of RFC 6962, section 2.1, not from the C# code.
// Reads {proof, entry?, publicKey?} as JSON from standard input and prints "holds" or "fails".
import { createHash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (bytes) => sha(Buffer.from([0]), bytes);
const node = (left, right) => sha(Buffer.from([1]), left, right);
const hex = (text) => Buffer.from(text, 'hex');

function split(n) {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

// PATH(m, D[n]): the last hash of the path belongs to the top.
function rootOfInclusion(m, n, hash, path) {
  if (n === 1) return hash;
  const top = path.pop();
  const k = split(n);
  return m < k ? node(rootOfInclusion(m, k, hash, path), top) : node(top, rootOfInclusion(m - k, n - k, hash, path));
}

// SUBPROOF(m, D[n], b): gives back [root of the first m, root of all n].
function rootsOfConsistency(m, n, whole, rootBefore, path) {
  if (m === n) {
    const hash = whole ? rootBefore : path.pop();
    return [hash, hash];
  }
  const top = path.pop();
  const k = split(n);
  if (m <= k) {
    const [before, after] = rootsOfConsistency(m, k, whole, rootBefore, path);
    return [before, node(after, top)];
  }
  const [before, after] = rootsOfConsistency(m - k, n - k, false, rootBefore, path);
  return [node(top, before), node(top, after)];
}

function holds({ proof, entry, publicKey }) {
  const root = hex(proof.root);
  if (proof.inclusion) {
    const hash = entry === undefined ? hex(proof.inclusion.leaf) : leaf(Buffer.from(entry));
    const path = proof.inclusion.path.map(hex);
    if (!rootOfInclusion(proof.inclusion.entry, proof.size, hash, path).equals(root) || path.length > 0) return false;
  }
  if (proof.consistency) {
    const path = proof.consistency.path.map(hex);
    const rootBefore = hex(proof.consistency.rootBefore);
    const [before, after] = rootsOfConsistency(proof.consistency.before, proof.size, true, rootBefore, path);
    if (!before.equals(rootBefore) || !after.equals(root) || path.length > 0) return false;
  }
  if (publicKey) {
    const numbers = Buffer.alloc(16);
    numbers.writeBigInt64BE(BigInt(proof.size), 0);
    numbers.writeBigInt64BE(BigInt(Date.parse(proof.head.time)), 8);
    const signed = Buffer.concat([Buffer.from('patto-tree-head-v1\0'), numbers, root]);
    if (!verify('sha256', signed, publicKey, hex(proof.head.signature))) return false;
  }
  return true;
}

const cases = JSON.parse(readFileSync(0, 'utf8'));
console.log(cases.map((one) => {
  try {
    return holds(one) ? 'holds' : 'fails';
  } catch {
    return 'fails';
  }
}).join('\n'));

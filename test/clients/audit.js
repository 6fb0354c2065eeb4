// Runs graphql-http's server audits against the endpoint at URL with TOKEN and prints what did not pass.
import { auditServer } from 'graphql-http';

const { URL: url, TOKEN: token } = process.env;

function fetchFn(address, init = {}) {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  return fetch(address, { ...init, headers });
}

const results = await auditServer({ url, fetchFn });
const failed = results.filter((r) => r.status !== 'ok');
for (const r of failed) console.log(`${r.id} ${r.status}: ${r.name}: ${r.reason ?? ''}`);
console.log(`${results.length - failed.length} of ${results.length} audits passed`);
process.exit(failed.some((r) => /MUST|SHOULD/.test(r.name)) || results.length < 50 ? 1 : 0);

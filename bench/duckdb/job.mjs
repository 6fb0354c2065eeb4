// Runs link.sql in a DuckDB of its own: node job.mjs RECORDS LINKS THRESHOLD [DATABASE]. Prints one JSON object with the
// seconds of each statement, the candidate pairs, the links and the most memory that was resident, in bytes. Without
// DATABASE all is held in memory.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const [records, links, threshold, database = ':memory:'] = process.argv.slice(2)
const quoted = (path) => path.replaceAll("'", "''")
const sql = readFileSync(new URL('link.sql', import.meta.url), 'utf8')
  .replaceAll(/^--.*$/gm, '')
  .replaceAll('RECORDS', quoted(records))
  .replaceAll('LINKS', quoted(links))
  .replaceAll('THRESHOLD', String(Number(threshold)))

const db = await DuckDBInstance.create(database)
const connection = await db.connect()
const seconds = []
for (const statement of sql.split(';').filter((s) => s.trim() !== '')) {
  const start = performance.now()
  await connection.run(statement)
  seconds.push(Math.round(performance.now() - start) / 1000)
}
const count = async (table) => Number((await connection.runAndReadAll(`select count(*) from ${table}`)).getRows()[0][0])
const peak = () => {
  try { // what a parent had resident before it started this process does not count here
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}
console.log(JSON.stringify({
  seconds,
  pairs: await count('__splink__blocked_id_pairs'),
  links: await count('__splink__df_predict'),
  peak: peak(),
}))

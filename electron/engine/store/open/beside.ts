import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { StorePaths } from '../file/paths.ts'
import { readStationFile } from '../file/station-file.ts'

/** What `vigil verify` says of the files beside a record, a sentence each; none when all is as it should be. */
export function findingsBeside(paths: StorePaths): string[] {
  return [...stationFileFindings(paths), ...setAsideFindings(paths)]
}

function stationFileFindings(paths: StorePaths): string[] {
  const file = readStationFile(paths)
  if (file === null)
    return ['station.json is missing: start Vigil on this folder once, then it is there again.']
  if (file !== 'damaged') return []
  return [
    'station.json cannot be read: start Vigil on this folder once, then it is kept aside and written anew.',
  ]
}

/** Damage that a start has met stays a finding until somebody has looked after it. */
function setAsideFindings(paths: StorePaths): string[] {
  return setAsideFiles(paths).map((name) =>
    name.startsWith(basename(paths.database))
      ? `An earlier record was damaged and is kept as ${name}: move it, with the files whose names begin like it, to a folder of its own or to your support; then this finding goes away. While it lies here, "vigil verify --data ${join(paths.folder, name)}" says what is lost of it, and "vigil export" of that path gets out what can be read.`
      : `An earlier station.json was damaged and is kept as ${name}: nothing of the record is in it, so move or delete it; then this finding goes away.`,
  )
}

/** Names of the damaged records and station files that lie set aside in the folder, oldest first; none where there is no folder. */
export function setAsideFiles(paths: StorePaths): string[] {
  const [record, station] = [basename(paths.database), basename(paths.stationFile)]
  return (existsSync(paths.folder) ? readdirSync(paths.folder) : [])
    .filter((name) => name.startsWith(`${record}.damaged-`) || name.startsWith(`${station}.damaged-`))
    .filter((name) => !/-(wal|shm)$/.test(name))
    .sort()
}

/** What the system tells of a process: memory and processor time (Linux). */
import { readdirSync, readFileSync } from 'node:fs'

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process has ended meanwhile.
    return ''
  }
}

/** Resident memory in MB, with `VmHWM` the most there ever was. */
export const memoryOf = (pid: number, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): number => {
  const [, kilobytes] = new RegExp(`${field}:\\s+(\\d+)`).exec(read(`/proc/${pid}/status`)) ?? []
  return Number(kilobytes ?? Number.NaN) / 1024
}

/** Seconds of processor time so far, all threads, in the kernel and outside; the clock ticks a hundred times a second. */
export const cpuOf = (pid: number): number => {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** The process whose command line names `folder`: a store that was started on it. */
export const processOn = (folder: string): number => {
  const found = readdirSync('/proc').find(
    each => /^\d+$/.test(each) && read(`/proc/${each}/cmdline`).includes(folder),
  )
  if (found === undefined) throw new Error(`no process runs on ${folder}`)
  return Number(found)
}

/** Writes metrics as text: Prometheus text format 0.0.4 or OpenMetrics 1.0.0. */

import type { Family, Labels, Sample } from './metric.ts'

export const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8'
export const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

const escaped = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"')

const numberText = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? '+Inf' : value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)

/** OpenMetrics wants bounds of buckets as floats: `1.0`. */
const boundText = (bound: string): string => (/^\d+$/.test(bound) ? `${bound}.0` : bound)

const labelText = (labels: Labels, open: boolean): string => {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(open && name === 'le' ? boundText(value) : value)}"`,
  )
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

/** All families in one of the two formats. In OpenMetrics a counter's family is named without `_total`. */
export const writeMetrics = (families: readonly Family[], type: string): string => {
  const open = type === OPEN_METRICS
  const lines = families.flatMap(family => {
    const samples = family.collect()
    if (samples.length === 0) return []
    const counted = family.type === 'counter'
    const name = counted && !open ? `${family.name}_total` : family.name
    const help = open ? escaped(family.help) : family.help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')
    const line = ({ suffix, labels, value }: Sample): string =>
      `${family.name}${counted ? '_total' : suffix}${labelText(labels, open)} ${numberText(value)}`
    return [`# HELP ${name} ${help}`, `# TYPE ${name} ${family.type}`, ...samples.map(line)]
  })
  return `${lines.join('\n')}\n${open ? '# EOF\n' : ''}`
}

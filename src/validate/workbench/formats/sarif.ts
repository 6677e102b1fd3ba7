/** Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines that are meant. */
import { isAbsolute, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** One finding, the place that it is about first. */
export interface Finding {
  /** Kebab-case name of the rule. */
  readonly rule: string
  readonly level: 'error' | 'warning' | 'note'
  readonly message: string
  readonly places: readonly Place[]
}

/** A line of a file; without a line the whole file. */
export interface Place {
  readonly file: string
  readonly line?: number
  /** What the line has to do with the finding, when it is not the first place. */
  readonly says?: string
}

/** How the findings came about. */
export interface SarifRun {
  readonly version: string
  /** Folder that file names are relative to: where the command was given. */
  readonly root: string
  /** What rules check, by name, in a sentence. */
  readonly rules: ReadonlyMap<string, string>
}

/** Where editors find the format's JSON schema. */
export const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/** The format's own limit is far higher; viewers refuse more results per run. */
const MOST = 5000

const location = ({ file, line, says }: Place, root: string, id?: number) => ({
  ...(id !== undefined && { id }),
  physicalLocation: {
    artifactLocation: artifact(file, root),
    ...(line !== undefined && { region: { startLine: line } }),
  },
  ...(says !== undefined && { message: { text: says } }),
})

/** Relative to where the command was given when it is below it, so that code hosts find the file. */
const artifact = (file: string, root: string) => {
  const path = relative(root, file)
  if (path.startsWith('..') || isAbsolute(path)) return { uri: pathToFileURL(file).href }
  return { uri: path.split(sep).map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' }
}

/** A SARIF log with one run, as text. */
export const writeSarif = (findings: readonly Finding[], { version, root, rules }: SarifRun): string => {
  const used = [...new Set(findings.map(({ rule }) => rule))].sort()
  const log = {
    $schema: SARIF_SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'lodestone',
            semanticVersion: version,
            rules: used.map(id => ({ id, shortDescription: { text: rules.get(id) ?? id } })),
          },
        },
        originalUriBaseIds: { SRCROOT: { uri: pathToFileURL(`${root}${sep}`).href } },
        columnKind: 'utf16CodeUnits',
        results: findings.slice(0, MOST).map(({ rule, level, message, places: [first, ...more] }) => ({
          ruleId: rule,
          ruleIndex: used.indexOf(rule),
          level,
          message: { text: message },
          locations: first ? [location(first, root)] : [],
          ...(more.length > 0 && { relatedLocations: more.map((place, i) => location(place, root, i + 1)) }),
        })),
      },
    ],
  }
  return JSON.stringify(log, undefined, 2)
}

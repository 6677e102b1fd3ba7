/** The commands of `lodestone`, each loaded when it is called for: loading them all takes longer than most of them run. */

import type { Command } from './command.ts'

/** A command as the list of commands shows it. */
export interface CommandEntry {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Loads what the command needs. */
  load(): Promise<Command>
}

/** In the order of the list of commands. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'demo',
    summary: 'publish, harvest and serve bundled made-up data on this machine',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'harvest',
    summary: 'fetch, check and archive the pages of the sources of a registry',
    load: async () => (await import('./harvest.ts')).harvest,
  },
  {
    name: 'revalidate',
    summary: 'check the archived records against changed profiles, without harvesting',
    load: async () => (await import('./revalidate.ts')).revalidate,
  },
  {
    name: 'serve',
    summary: 'serve an archive: SPARQL endpoint, API and portal',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'publish',
    summary: 'turn a table of samples (CSV) into landing pages, sitemaps and JSON-LD',
    load: async () => (await import('./publish.ts')).publish,
  },
  {
    name: 'sources',
    summary: 'check a registry, look at a source, its history and its dead letters',
    load: async () => (await import('./sources.ts')).sources,
  },
  {
    name: 'contexts',
    summary: 'list the JSON-LD contexts that are known, and pin others',
    load: async () => (await import('./contexts.ts')).contexts,
  },
  {
    name: 'validate',
    summary: 'check documents against profiles or SHACL shapes, without fetching anything',
    load: async () => (await import('./validate.ts')).validate,
  },
  {
    name: 'profile',
    summary: 'test, lint and compare SHACL profiles, also over what was harvested',
    load: async () => (await import('./profile.ts')).profile,
  },
  {
    name: 'query',
    summary: 'ask data folders, files and SPARQL endpoints, several at once if need be',
    load: async () => (await import('./query.ts')).query,
  },
  {
    name: 'export',
    summary:
      'write the samples that a search finds as CSV, GeoParquet, N-Quads, ...; make releases of everything',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'verify',
    summary: 'check the sample identifiers of manuscripts and tables',
    load: async () => (await import('./verify.ts')).verify,
  },
]

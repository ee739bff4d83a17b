import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { dirname } from 'node:path'

/** Gathers figures, prints them as a table beside what is wanted, and keeps them as JSON. */
export class Report {
  #figures = {
    at: new Date().toISOString(),
    cores: availableParallelism(),
    loadBefore: rounded(loadavg()[0]),
  }
  #rows = []

  note(name, value) {
    this.#figures[name] = value
  }

  /** A figure without a wish. */
  figure(name, value) {
    this.#add(name, value, '', true)
  }

  atLeast(name, value, wanted) {
    this.#add(name, value, `at least ${plain(wanted)}`, value >= wanted)
  }

  atMost(name, value, wanted) {
    this.#add(name, value, `at most ${plain(wanted)}`, value <= wanted)
  }

  /** Figures of the same kind, for the JSON alone. */
  figures(name, values) {
    this.#figures[name] = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, rounded(value)]),
    )
  }

  /** A measurement that came to nothing. */
  failed(name, reason) {
    this.#rows.push(`${name.padEnd(30)} ${'-'.padStart(14)}   NOT MEASURED: ${reason}`)
  }

  print() {
    console.log(`\n${'figure of the page'.padEnd(30)} ${'value'.padStart(14)}   wanted`)
    this.#rows.forEach((row) => console.log(row))
  }

  /** Adds the figures to those of the pipeline, or begins a report with them. */
  async addTo(file) {
    this.#figures.loadAfter = rounded(loadavg()[0])
    const report = await readFile(file, 'utf8').then(JSON.parse, (error) => {
      if (error.code === 'ENOENT') {
        return {}
      }
      throw error
    })
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${JSON.stringify({ ...report, web: this.#figures }, null, 2)}\n`)
  }

  #add(name, value, wanted, reached) {
    const shown = plain(value)
    this.#figures[name] = rounded(value)
    this.#rows.push(
      `${name.padEnd(30)} ${shown.padStart(14)}   ${wanted}${reached ? '' : '  NOT REACHED'}`,
    )
    console.log(`  ${name.padEnd(28)} ${shown.padStart(14)}`)
  }
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function rounded(value) {
  return Math.round(value * 1000) / 1000
}

function plain(value) {
  return rounded(value).toLocaleString('en', { maximumFractionDigits: 3 })
}

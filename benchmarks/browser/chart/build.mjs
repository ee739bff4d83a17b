import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const FRONTEND = fileURLToPath(new URL('../../../frontend/', import.meta.url))
// The page's own libraries: the chart is built as the page is.
const libraries = createRequire(`${FRONTEND}package.json`)

/** Builds chart.js and chart.css into a directory. */
export async function buildChart(directory) {
  const { build } = await import(libraries.resolve('vite'))
  const { default: vue } = await import(libraries.resolve('@vitejs/plugin-vue'))
  await build({
    configFile: false,
    logLevel: 'warn',
    root: FRONTEND,
    publicDir: false,
    plugins: [vue()],
    // A library's build, which this is, leaves Node's variables in, and a browser has none.
    define: {
      __VUE_OPTIONS_API__: 'false',
      'process.env.NODE_ENV': '"production"',
      'process.env': '{}',
    },
    // What stands outside of the page's directory takes the libraries from there.
    resolve: { dedupe: ['vue', 'vuetify'] },
    build: {
      outDir: directory,
      emptyOutDir: true,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL('chart.mjs', import.meta.url)),
        formats: ['es'],
        fileName: () => 'chart.js',
        cssFileName: 'chart',
      },
    },
  })
}

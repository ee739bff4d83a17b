import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const platform = process.env['KILOWATCH_URL'] ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [vue()],
  // No component here or in the libraries uses the options API; leaving it out is 4 kB less.
  define: { __VUE_OPTIONS_API__: 'false' },
  build: {
    // An asset inlined as a data: address would be refused by `default-src 'self'`.
    assetsInlineLimit: 0,
    manifest: true,
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // What nearly every part of the page needs of its libraries is one file: in several,
              // what they tell each other of their names is 4 kB more.
              name: 'base',
              test: /node_modules\/(@vue|vue|vuetify)\//,
              minShareCount: 24,
            },
          ],
        },
      },
    },
  },
  server: {
    // Only for `npm run dev`: the page from Vite, everything else from a running platform.
    proxy: {
      '/api': { target: platform },
      '/ws': { target: platform, ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    restoreMocks: true,
    // Longer than a slow machine pauses.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

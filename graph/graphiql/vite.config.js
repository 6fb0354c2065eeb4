import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';

// Relative addresses, because the hub may be served below a path; stable names, so that a rebuild changes little.
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es', rollupOptions: { output: { entryFileNames: 'assets/[name].js' } } },
  build: {
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 8000,
    assetsInlineLimit: 0,
    rollupOptions: {
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
});

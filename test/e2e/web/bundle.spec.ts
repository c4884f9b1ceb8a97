import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from './built-page.js';

/** What the first view may weigh, compressed with gzip: all scripts and styles together. */
const MOST_BYTES = 200_000;

describe('the built page', () => {
  let root = '';
  beforeAll(async () => {
    root = await builtPage('production');
  });

  it('has nothing inline that its policy would refuse, and nothing from elsewhere', () => {
    const html = readFileSync(path.join(root, 'index.html'), 'utf8');
    const scripts = [...html.matchAll(/<script\b([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, content] of scripts) {
      expect(attributes).toMatch(/ src="\/assets\//);
      expect(content?.trim()).toBe('');
    }
    expect(html).not.toMatch(/ on\w+=|javascript:|https?:\/\//);
  });

  it('loads fonts and images from nowhere else', () => {
    for (const file of assets(root).filter((name) => name.endsWith('.css'))) {
      expect(readFileSync(path.join(root, 'assets', file), 'utf8')).not.toMatch(
        /@import|url\((?!['"]?data:image)/,
      );
    }
  });

  it('is light', () => {
    const bytes = assets(root).map((file) => readFileSync(path.join(root, 'assets', `${file}.gz`)).length);
    const total = bytes.reduce((sum, one) => sum + one, 0);
    expect(total).toBeGreaterThan(50_000);
    expect(total).toBeLessThan(MOST_BYTES);
  });

  it('has compressed copies of the same content', () => {
    const files = ['index.html', ...assets(root).map((file) => path.join('assets', file))];
    for (const file of files.map((name) => path.join(root, name))) {
      const content = readFileSync(file);
      expect(gunzipSync(readFileSync(`${file}.gz`)).equals(content)).toBe(true);
      expect(brotliDecompressSync(readFileSync(`${file}.br`)).equals(content)).toBe(true);
    }
  });
});

function assets(root: string): string[] {
  return readdirSync(path.join(root, 'assets')).filter((file) => /\.(js|css)$/.test(file));
}

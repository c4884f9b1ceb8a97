import type { Command } from 'commander';
import { type DoctorReport, visibleText } from '#contract';
import { askServer } from '../client/ask-server.js';
import { findServer } from '../client/server-address.js';

const MARKS: Readonly<Record<DoctorReport['checks'][number]['status'], string>> = {
  ok: 'ok      ',
  warning: 'warning ',
  failed: 'FAILED  ',
};

/** Adds `doctor`: what a person would check first, from a running server. Exits 1 when a check failed. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check configuration, database, queue, feeds and sources of a running server')
    .option('--json', 'print the answer as the API gives it', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const answer = await askServer(findServer(), { path: '/v1/doctor' });
      const report = JSON.parse(answer) as DoctorReport;
      process.stdout.write(json ? `${answer}\n` : doctorText(report));
      if (!report.healthy) process.exitCode = 1;
    });
}

/** One line a check, and what to do about those that are not well. */
export function doctorText({ checks }: DoctorReport): string {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  return checks
    .map(({ name, status, detail, hint }) => {
      const line = `${MARKS[status]} ${visibleText(name).padEnd(width)}  ${visibleText(detail)}\n`;
      return hint === undefined ? line : `${line}${' '.repeat(9)} ${visibleText(hint)}\n`;
    })
    .join('');
}

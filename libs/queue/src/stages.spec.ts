import { describe, expect, it } from 'vitest';
import { incidentWork, jobsOf, normaliseWork } from './stages.js';

const deliveries = (count: number) => Array.from({ length: count }, (_, n) => normaliseWork(`delivery-${n}`));

describe('jobsOf', () => {
  it('gives a lone piece of work the key of the work', () => {
    expect(jobsOf([normaliseWork('delivery-1')])).toEqual([
      { id: 'delivery-1', data: { ids: ['delivery-1'] } },
    ]);
    expect(jobsOf([incidentWork({ incidentId: 'incident', revision: 7 })])).toEqual([
      { id: 'incident-7', data: { ids: ['incident'] } },
    ]);
  });

  it('lets work that comes together share jobs of a bounded size, in order', () => {
    const jobs = jobsOf(deliveries(40));
    expect(jobs.map(({ data }) => data.ids.length)).toEqual([16, 16, 8]);
    expect(jobs.flatMap(({ data }) => data.ids)).toEqual(deliveries(40).map(({ id }) => id));
  });

  it('gives the same work the same id, and other work another one', () => {
    const [job] = jobsOf(deliveries(3));
    expect(jobsOf(deliveries(3))).toEqual([job]);
    expect(jobsOf(deliveries(4))[0]?.id).not.toBe(job?.id);
    expect(job?.id).not.toContain(':');
  });

  it('does what several revisions of one incident ask for once', () => {
    const requests = [3, 4].map((revision) => incidentWork({ incidentId: 'incident', revision }));
    expect(jobsOf(requests).map(({ data }) => data.ids)).toEqual([['incident']]);
  });
});

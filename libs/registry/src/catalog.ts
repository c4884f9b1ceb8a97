import type { SourceAdapter } from '#pipeline';
import { acr } from './acr.js';
import { aliyunAcr } from './aliyun-acr.js';
import { distribution } from './distribution.js';
import { dockerhub } from './dockerhub.js';
import { ecr } from './ecr.js';
import { gar } from './gar.js';
import { harbor } from './harbor.js';
import { jfrog } from './jfrog.js';
import { nexus } from './nexus.js';
import { quay } from './quay.js';

/** Every container registry that sends webhooks, one line each. */
export const registryCatalog: readonly SourceAdapter[] = [
  distribution,
  dockerhub,
  harbor,
  quay,
  acr,
  ecr,
  gar,
  jfrog,
  nexus,
  aliyunAcr,
];

import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AdmissionController } from './admission/admission.controller.js';
import { CommitsController } from './answers/commits.controller.js';
import { IMAGE_VIEWS, imageViews } from './answers/image-views.js';
import { IncidentsController } from './answers/incidents.controller.js';
import { TraceController } from './answers/trace.controller.js';
import { ScopeGuard } from './auth/scope.js';
import { TokenDirectory } from './auth/token-directory.js';
import { CONFIRM_SUBSCRIPTION, subscriptionConfirmer } from './hooks/confirm-subscription.js';
import { HooksController } from './hooks/hooks.controller.js';
import { fetchPublicKey, PUBLIC_KEYS, PublicKeys } from './hooks/public-keys.js';
import { CONNECTED_SOURCES, connectSources } from './hooks/source-directory.js';
import { deliveryVerifier, VERIFY_DELIVERY } from './hooks/verify-delivery.js';
import { SchemaPipe } from './http/schema-pipe.js';
import { ENQUEUE, enqueuer } from './inbox/enqueue.js';
import { deliveryKeeper, KEEP_DELIVERY } from './inbox/keep-delivery.js';
import { JobTokens } from './job-tokens/job-tokens.js';
import { type ApiNeeds, NEEDS } from './needs.js';
import { CoverageController } from './operation/coverage.controller.js';
import { DeliveriesController } from './operation/deliveries.controller.js';
import { DoctorController } from './operation/doctor.controller.js';
import { DOCTOR, doctor } from './operation/doctor.js';
import { PageController } from './page/page.controller.js';
import { ProblemFilter } from './problem/problem-filter.js';
import { HealthController } from './process/health.controller.js';
import { FailuresController } from './reports/failures.controller.js';
import { ReportKeeper } from './reports/keep-report.js';
import { ReportsController } from './reports/reports.controller.js';

const CONTROLLERS = [
  HooksController,
  ReportsController,
  FailuresController,
  TraceController,
  AdmissionController,
  IncidentsController,
  CommitsController,
  CoverageController,
  DoctorController,
  DeliveriesController,
  HealthController,
  PageController,
];

/** The HTTP API over what it is given. */
@Module({})
export class ApiModule {
  static over(needs: ApiNeeds): DynamicModule {
    const sources = connectSources(needs.sources, needs.adapters);
    const enqueue = enqueuer(needs);
    const publicKeys = new PublicKeys(fetchPublicKey, needs.clock);
    const given = (Object.keys(NEEDS) as (keyof ApiNeeds)[]).map(
      (need): Provider => ({ provide: NEEDS[need], useValue: needs[need] }),
    );
    return {
      module: ApiModule,
      controllers: CONTROLLERS,
      providers: [
        ...given,
        { provide: CONNECTED_SOURCES, useValue: sources },
        { provide: ENQUEUE, useValue: enqueue },
        { provide: KEEP_DELIVERY, useValue: deliveryKeeper(needs, enqueue) },
        { provide: IMAGE_VIEWS, useValue: imageViews(needs) },
        { provide: PUBLIC_KEYS, useValue: publicKeys },
        { provide: VERIFY_DELIVERY, useValue: deliveryVerifier(publicKeys, needs.clock) },
        { provide: CONFIRM_SUBSCRIPTION, useValue: subscriptionConfirmer(fetchPublicKey, needs.log) },
        { provide: DOCTOR, useValue: doctor(needs, sources) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: SchemaPipe },
        TokenDirectory,
        JobTokens,
        ScopeGuard,
        ReportKeeper,
      ],
    };
  }
}

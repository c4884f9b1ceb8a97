import { Controller, Get, Inject } from '@nestjs/common';
import type { DoctorReport } from '#contract';
import { Scope } from '../auth/scope.js';
import { DOCTOR, type Doctor } from './doctor.js';

/** What a person would check first when verdicts are missing. */
@Controller('/v1/doctor')
@Scope('read')
export class DoctorController {
  constructor(@Inject(DOCTOR) private readonly doctor: Doctor) {}

  @Get()
  report(): Promise<DoctorReport> {
    return this.doctor();
  }
}
